internal import Hummingbird
internal import JSON

/// The events in the body of a request: a list, or one event by itself.
enum EventsBody {
  /// - Throws: a bad request in Rasa's words when they are none.
  static func validated(_ request: Request, _ limits: RequestLimits) async throws -> JSONValue {
    let json = try await request.json(upTo: limits.bodyBytes) ?? .null
    if let complaint = EventsSchema.complaint(about: json.array ?? [json]) {
      throw APIFailure(
        .badRequest, "BadRequest",
        "Failed to validate the events format. For more information about the format visit the docs. Error: \(complaint)",
        help: "https://rasa.com/docs/rasa/pages/http-api")
    }
    return json
  }
}
