import Hummingbird
import JSON

/// Why a request is not let in. The answers are Rasa's.
enum AccessRefusal: Error {
  /// Nothing was shown that lets the client in.
  case notAuthenticated
  /// The client is known, and may not do that.
  case notAuthorized
  /// The header `Authorization` cannot be read, where a JSON web token could stand in it.
  case malformedHeader

  var response: Response {
    switch self {
    case .notAuthenticated: Self.failure(.unauthorized, "NotAuthenticated", "User is not authenticated.").response
    case .notAuthorized: Self.failure(.forbidden, "NotAuthorized", "User has insufficient permissions.").response
    case .malformedHeader: Self.malformedHeaderResponse
    }
  }

  private static func failure(_ status: HTTPResponse.Status, _ reason: String, _ message: String) -> APIFailure {
    APIFailure(
      status, reason, message, help: "https://rasa.com/docs/rasa/user-guide/configuring-http-api/#security-considerations")
  }

  private static var malformedHeaderResponse: Response {
    var json = JSONWriter()
    json.object { json in
      json.key("reasons")
      json.array { json in json.value("Authorization header is invalid.") }
      json.member("exception", "InvalidAuthorizationHeader")
    }
    return .json(json, status: .badRequest)
  }
}
