import Dialogue
import JSON
import Synchronization

/// A response that both of real Rasa's generators were asked for.
struct RecordedResponse {
  let json: JSONValue

  /// Asks here and says what is different; empty when nothing is.
  func differences() async throws -> [String] {
    let server = OneAnswer(json["answer"] ?? .null)
    var differences: [String] = []
    differences += try await difference("templated", TemplatedResponseGenerator { _ in 0 })
    differences += try await difference("callback", CallbackResponseGenerator(server: server))
    let request = server.request.withoutTimes
    if request != json["request"] ?? .null {
      differences.append("request \(request.jsonText) instead of \((json["request"] ?? .null).jsonText)")
    }
    return differences
  }

  private func difference(_ kind: String, _ generator: any ResponseGenerator) async throws -> [String] {
    let tracker = try Tracker(try Domain(json["domain"] ?? .null), json: json["events"] ?? [])
    do {
      let response = try await generator.generate(
        json["response"]?.string ?? "", for: tracker, channel: json["channel"]?.string ?? "",
        arguments: json["arguments"]?.object ?? JSONObject())
      let message = response.map { JSONValue.object($0) } ?? JSONValue.null
      return message == json[kind] ? [] : ["\(kind): \(message.jsonText) instead of \((json[kind] ?? "an error").jsonText)"]
    } catch {
      return json[kind + "Error"] == nil ? ["\(kind): \(error) instead of \((json[kind] ?? .null).jsonText)"] : []
    }
  }
}

/// A server of responses that always answers the same.
final class OneAnswer: NLGServer {
  private let answer: JSONValue
  private let asked = Mutex<JSONValue>(.null)

  init(_ answer: JSONValue) { self.answer = answer }

  /// The last request.
  var request: JSONValue { asked.withLock { $0 } }

  func ask(_ body: [UInt8]) async throws(ResponseError) -> [UInt8] {
    guard let request = try? JSONParser.parse(body) else { throw ResponseError("no JSON was sent") }
    asked.withLock { $0 = request }
    return answer.isNull ? [] : Array(answer.jsonText.utf8)
  }
}
