internal import Dialogue
internal import Hummingbird
internal import JSON

/// `GET /domain`: what the bot knows, as JSON or YAML.
package enum DomainRoute {
  package static func route(of current: CurrentModel) -> Route {
    Route(.get, "/domain") { request in
      let domain = try current.required().dialogue.domain
      switch try format(of: request.headers[.accept]) {
      case .json: return .bytes(domain.jsonText, type: "application/json")
      case .yaml: return .bytes(Array(DomainYAML.text(of: domain).utf8), type: "application/x-yaml")
      }
    }
  }

  private enum Format {
    case json
    case yaml
  }

  /// Rasa looks at the end of the header alone, so that it refuses clients that take anything. Beside what it takes, JSON counts
  /// wherever it stands among others.
  private static func format(of accept: String?) throws(APIFailure) -> Format {
    guard let accept else { return .json }
    if accept.hasSuffix("json") { return .json }
    if accept.hasSuffix("yml") || accept.hasSuffix("yaml") { return .yaml }
    let types = accept.split(separator: ",").compactMap { $0.split(separator: ";").first?.filter { $0 != " " } }
    if types.contains("application/json") { return .json }
    throw APIFailure(
      .notAcceptable, "NotAcceptable",
      #"Invalid Accept header. Domain can be provided as json ("Accept: application/json") oryml ("Accept: application/x-yaml"). "#
        + "Make sure you've set the appropriate Accept header.")
  }
}
