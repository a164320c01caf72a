import APIServer
import Dialogue
import JSON
import Shared

extension ModelContent {
  /// A model without policies that understands nothing, but says which one it is.
  static func stub(_ name: String) -> ModelContent {
    let parser = StubParser(model: name)
    let interpreter = ParserInterpreter(
      parser: parser, limits: RequestLimits(), longMessages: WorkerThreads(count: 1, niceness: 0))
    return ModelContent(
      parser: parser,
      dialogue: DialogueModel(domain: .stub, modelID: name, assistantID: nil, interpreter: interpreter, policies: nil))
  }
}

extension Domain {
  /// A bot that greets.
  static let stub: Domain = {
    do {
      return try Domain(["intents": ["greet"], "slots": ["city": ["type": "text"]], "responses": ["utter_hello": [["text": "Hello!"]]]])
    } catch {
      fatalError("\(error)")
    }
  }()
}

extension DialogueServices {
  /// Nothing lies outside.
  static let stub = DialogueServices(
    responses: StubResponses(), actionServer: nil, reminders: ForgottenReminders(), now: { 1_000 }, makeID: { "id" }, report: { _ in })
}

struct StubResponses: ResponseGenerator {
  func generate(_ response: String, for tracker: Tracker, channel: String, arguments: JSONObject) -> JSONObject? { nil }
}

struct ForgottenReminders: ReminderScheduler {
  func schedule(_ reminder: ReminderScheduled, for senderID: String, channel: any OutputChannel) {}
  func cancel(_ cancellation: ReminderCancelled, for senderID: String) {}
}
