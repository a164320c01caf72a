import Dialogue
import JSON
import Synchronization

/// An action server that answers from a list and keeps what it was asked.
final class ListedActionServer: ActionServer {
  struct Answer: Sendable {
    let status: Int
    let body: [UInt8]

    init(status: Int = 200, _ body: JSONValue) {
      self.status = status
      self.body = Array(body.jsonText.utf8)
    }
  }

  let sendsDomainSelectively: Bool
  private let answers: [String: [Answer]]
  private let asked = Mutex<[JSONValue]>([])

  /// - Parameter answers: by the action's name; the last one is repeated.
  init(_ answers: [String: [Answer]], selective: Bool = false) {
    self.answers = answers
    sendsDomainSelectively = selective
  }

  /// What it was asked, in order.
  var requests: [JSONValue] { asked.withLock { $0 } }

  func run(_ body: [UInt8]) async throws(ActionServerError) -> [UInt8] {
    guard let request = try? JSONParser.parse(body), let name = request["next_action"]?.string else {
      throw .noAnswer("no action was named")
    }
    let number = asked.withLock { asked in
      asked.append(request)
      return asked.count { $0["next_action"]?.string == name } - 1
    }
    guard let listed = answers[name], let last = listed.last else { throw .status(404, body: Array("{}".utf8)) }
    let answer = number < listed.count ? listed[number] : last
    guard answer.status < 400 else { throw .status(answer.status, body: answer.body) }
    return answer.body
  }
}

/// Reminders that nobody wants.
struct NoReminders: ReminderScheduler {
  func schedule(_ reminder: ReminderScheduled, for senderID: String, channel: any OutputChannel) {}
  func cancel(_ cancellation: ReminderCancelled, for senderID: String) {}
}

extension ActionContext {
  /// A context in which the clock stands still and the first variation is said.
  init(
    _ domain: Domain, channel: String = "rest", responses: any ResponseGenerator = TemplatedResponseGenerator { _ in 0 },
    server: (any ActionServer)? = nil, report: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.init(
      domain: domain, channel: channel,
      services: DialogueServices(
        responses: responses, actionServer: server, reminders: NoReminders(), now: { 1000 }, makeID: { "an-id" }, report: report))
  }
}

extension Tracker {
  /// A conversation of events in Rasa's JSON.
  init(_ domain: Domain, json events: JSONValue) throws {
    self.init(senderID: "s", domain: domain, events: try Event.list(events, now: 100) { "an-id" })
  }
}

extension JSONValue {
  /// The value without what depends on the clock.
  var withoutTimes: JSONValue {
    switch self {
    case .array(let elements): return .array(elements.map(\.withoutTimes))
    case .object(let members):
      var result = JSONObject()
      for (key, value) in members where key != "timestamp" && key != "latest_event_time" { result[key] = value.withoutTimes }
      return .object(result)
    default: return self
    }
  }
}

extension [Event] {
  /// The events as Rasa writes them, without their times.
  func json() throws -> JSONValue {
    var json = JSONWriter()
    json.array { json in for event in self { event.write(into: &json) } }
    return try JSONParser.parse(json.bytes).withoutTimes
  }
}
