package import Hummingbird
package import JSON
internal import ModelFormat

/// An error of the API in the shape that Rasa's clients know.
package struct APIFailure: Error, Sendable {
  package let status: HTTPResponse.Status
  /// A short name, such as `BadRequest`.
  package let reason: String
  package let message: String
  /// More about it: which parameter was wrong, why a model did not load.
  package var details: JSONObject
  /// An address with help.
  package let help: String?

  package init(_ status: HTTPResponse.Status, _ reason: String, _ message: String, details: JSONObject = JSONObject(), help: String? = nil)
  {
    self.status = status
    self.reason = reason
    self.message = message
    self.details = details
    self.help = help
  }

  package var response: Response {
    var json = JSONWriter()
    json.object { json in
      json.member("version", ModelVersion.reference)
      json.member("status", "failure")
      json.member("message", message)
      json.member("reason", reason)
      json.member("details", .object(details))
      json.member("help", help)
      json.member("code", status.code)
    }
    return .json(json, status: status)
  }
}

extension APIFailure {
  /// No model is loaded.
  package static func conflict(details: JSONObject = JSONObject()) -> APIFailure {
    APIFailure(
      .conflict, "Conflict", "No agent loaded. To continue processing, a model of a trained agent needs to be loaded.",
      details: details, help: "https://rasa.com/docs/rasa/user-guide/configuring-http-api/")
  }

  /// A request that cannot be used.
  package static func badRequest(_ message: String, details: JSONObject = JSONObject()) -> APIFailure {
    APIFailure(.badRequest, "BadRequest", message, details: details)
  }

  /// Details that point at one parameter of the request.
  package static func parameter(_ name: String, in place: String) -> JSONObject {
    var details = JSONObject()
    details["parameter"] = .string(name)
    details["in"] = .string(place)
    return details
  }
}
