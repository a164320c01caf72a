import APIServer
import JSON

/// Understands nothing, but says which model it is: enough to see who answered.
struct StubParser: MessageParser {
  let model: String
  let asksServers = false

  func parse(_ text: String, maximumTokens: Int, into json: inout JSONWriter) async throws(TooManyTokens) -> Bool {
    guard text.split(separator: " ").count <= maximumTokens else { throw TooManyTokens() }
    json.object { json in
      json.member("text", text)
      json.member("model", model)
    }
    return false
  }

  func warmUp() {}
}
