package import Dialogue
package import Hummingbird
package import JSON

extension Request {
  /// The JSON object that the body must hold.
  /// - Throws: `ErrorPage.malformedJSON`, and a bad request where there is none, which Rasa answers with 500.
  package func jsonObject(upTo limit: Int) async throws -> JSONObject {
    guard let object = try await json(upTo: limit)?.object else {
      throw APIFailure.badRequest("The request body must be a JSON object.", details: APIFailure.parameter("", in: "body"))
    }
    return object
  }

  /// The JSON value of the body; `nil` when it is empty.
  package func json(upTo limit: Int) async throws -> JSONValue? {
    let body = try await bytes(upTo: limit)
    guard body.readableBytes > 0 else { return nil }
    do { return try body.json() } catch {
      if case .tooDeep = error.reason { throw APIFailure.badRequest(error.description) }
      throw ErrorPage.malformedJSON
    }
  }

  /// Whether a query parameter says `true`.
  package func flag(_ name: Substring) -> Bool { query(name)?.lowercased() == "true" }

  /// A query parameter that is a number; one that is none counts as absent, as in Rasa.
  package func number(_ name: Substring) -> Double? { query(name).flatMap { QueryNumber.value(of: $0) } }

  /// `include_events`: which events an answer shows.
  package func verbosity() throws(APIFailure) -> EventVerbosity {
    guard let name = query("include_events") else { return .afterRestart }
    guard let verbosity = EventVerbosity(rawValue: name.uppercased()) else {
      let names = EventVerbosity.allCases.map(\.rawValue).joined(separator: ", ")
      throw .badRequest(
        "Invalid parameter value for 'include_events'. Should be one of \(names)",
        details: APIFailure.parameter("include_events", in: "query"))
    }
    return verbosity
  }
}
