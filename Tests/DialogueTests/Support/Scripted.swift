import Dialogue
import JSON
import Synchronization

/// Predicts one action after the other, as a test has written them down, and then to listen.
final class ScriptedPolicy: Policy {
  let name = "ScriptedPolicy"
  let priority = 1
  private let actions: Mutex<[String]>

  init(_ actions: [String]) { self.actions = Mutex(actions) }

  func predict(_ conversation: PredictionInput) throws(PredictionError) -> PolicyPrediction {
    let action = actions.withLock { $0.isEmpty ? DefaultAction.listen : $0.removeFirst() }
    guard let number = conversation.domain.actionNumber(Name(action)) else { throw .unknownAction(action) }
    return PolicyPrediction(action: number, confidence: 0.9, policy: name, priority: priority, domain: conversation.domain)
  }
}

/// Takes the first word for the intent.
struct FirstWordInterpreter: MessageInterpreter {
  func interpret(_ text: String) async throws(TurnError) -> Interpretation {
    guard text != "?" else { throw .notUnderstood }
    let word = text.split(separator: " ").first.map(String.init) ?? ""
    var parsed = JSONObject()
    parsed["text"] = .string(text)
    parsed["intent"] = ["name": .string(word), "confidence": 0.8]
    parsed["entities"] = []
    return Interpretation(parseData: parsed)
  }
}

/// Answers as a test says, and remembers what it was asked.
final class ScriptedActionServer: ActionServer {
  let sendsDomainSelectively = false
  private let answers: Mutex<[Result<String, ActionServerError>]>
  private let bodies = Mutex<[JSONValue]>([])

  init(_ answers: [Result<String, ActionServerError>]) { self.answers = Mutex(answers) }

  var requests: [JSONValue] { bodies.withLock { $0 } }

  func run(_ body: [UInt8]) async throws(ActionServerError) -> [UInt8] {
    let json = (try? JSONParser.parse(body)) ?? .null
    bodies.withLock { $0.append(json) }
    let answer = answers.withLock { $0.isEmpty ? .failure(.noAnswer("nothing is left to answer")) : $0.removeFirst() }
    return Array(try answer.get().utf8)
  }
}

/// Keeps the texts that were sent.
final class CollectedTexts: OutputChannel {
  let name = "collector"
  private let messages = Mutex<[String]>([])

  var texts: [String] { messages.withLock { $0 } }

  func send(_ message: JSONObject, to recipient: String) async {
    messages.withLock { $0.append(message["text"]?.string ?? "") }
  }
}

/// Remembers which reminders were set and cancelled.
final class RememberedReminders: ReminderScheduler {
  private let all = Mutex<[String]>([])

  var calls: [String] { all.withLock { $0 } }

  func schedule(_ reminder: ReminderScheduled, for senderID: String, channel: any OutputChannel) {
    all.withLock { $0.append("schedule \(reminder.name) for \(senderID)") }
  }

  func cancel(_ cancellation: ReminderCancelled, for senderID: String) {
    all.withLock { $0.append("cancel \(cancellation.name ?? "all") for \(senderID)") }
  }
}
