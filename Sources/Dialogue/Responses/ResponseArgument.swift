import JSON

/// Names among the arguments of a response that mean something to Rasa.
enum ResponseArgument {
  /// The responses of the domain, which responses themselves say along. Custom actions do not send them.
  static let domainResponses = "domain_responses"
  /// The variation's `id`; whoever sends it along is not heard.
  static let responseID = "response_id"

  /// Names of Rasa's own parameters, with which no response can be made.
  private static let reserved = ["self", "utter_action", "tracker", "output_channel"]

  /// - Parameter others: further names that a generator keeps for itself.
  static func check(_ arguments: JSONObject, of response: String, others: [String] = []) throws(ResponseError) {
    for name in reserved + others where arguments[name] != nil {
      throw ResponseError("the response \(response) cannot have an argument of the name \(name)")
    }
  }
}
