import Dialogue
import JSON

/// An action that real Rasa ran on a conversation: what came of it, and what it asked the action server.
struct RecordedAction {
  let json: JSONValue

  /// Runs the action here and says what is different; empty when nothing is.
  func differences() async throws -> [String] {
    let domain = try Domain(json["domain"] ?? .null)
    let tracker = try Tracker(domain, json: json["events"] ?? [])
    let server = ListedActionServer(answers, selective: json["selective"] == .bool(true))
    let expected = json["expected"] ?? .null
    guard let action = ActionRegistry.action(named: json["action"]?.string ?? "", domain: domain) else {
      return expected["error"] == "unknown" ? [] : ["the action is not known"]
    }
    var differences: [String] = []
    do {
      let events = try await action.run(
        on: tracker, ActionContext(domain, channel: json["channel"]?.string ?? "", server: server)
      ).json()
      if events != expected["events"] ?? .null {
        differences.append("events \(events.jsonText)\n instead of \((expected["events"] ?? expected).jsonText)")
      }
    } catch {
      let kind = if case .rejected? = error as? ActionError { "rejected" } else { "failed" }
      if expected["error"] != .string(kind) {
        differences.append("\(error) instead of \((expected["error"] ?? expected["events"] ?? .null).jsonText)")
      }
    }
    return differences + requestDifferences(server.requests, expected["requests"]?.array ?? [])
  }

  private var answers: [String: [ListedActionServer.Answer]] {
    var answers: [String: [ListedActionServer.Answer]] = [:]
    for (name, listed) in json["answers"]?.object ?? JSONObject() {
      answers[name] = (listed.array ?? []).map { ListedActionServer.Answer(status: $0["status"]?.integer ?? 0, $0["body"] ?? .null) }
    }
    return answers
  }

  private func requestDifferences(_ requests: [JSONValue], _ expected: [JSONValue]) -> [String] {
    guard requests.count == expected.count else {
      return ["\(requests.map { $0["next_action"] ?? .null }) asked instead of \(expected.map { $0["next_action"] ?? .null })"]
    }
    return zip(requests, expected).compactMap { request, expected in
      let request = withDomainKeys(request.withoutTimes)
      return request == expected ? nil : "request \(request.jsonText)\n instead of \(expected.jsonText)"
    }
  }

  /// Recordings hold the names of the domain's sections only.
  private func withDomainKeys(_ request: JSONValue) -> JSONValue {
    guard var members = request.object, let domain = members["domain"]?.object else { return request }
    members["domain"] = .array(domain.keys.sorted().map { .string($0) })
    return .object(members)
  }
}
