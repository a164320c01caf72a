import Dialogue
import JSON
import Synchronization

/// A bot of a few actions whose policy is a script, with a conversation to hold.
struct Stage {
  let processor: MessageProcessor
  let channel = CollectedTexts()
  let reminders: RememberedReminders
  let server: ScriptedActionServer
  let reports: Reports
  var tracker: Tracker

  /// What was told to the operator.
  final class Reports: Sendable {
    private let all = Mutex<[String]>([])
    var sentences: [String] { all.withLock { $0 } }
    func add(_ sentence: String) { all.withLock { $0.append(sentence) } }
  }

  static let domain: JSONValue = [
    "intents": ["hi", "bye"], "entities": ["city"],
    "slots": ["last": ["type": "text", "mappings": [["type": "from_text"]]]],
    "responses": ["utter_hi": [["text": "Hi, you said {last}."]], "utter_bye": [["text": "Bye."]]],
    "actions": ["action_own"],
  ]

  /// - Parameters:
  ///   - actions: what is predicted, one after the other.
  ///   - answers: of the action server.
  ///   - interpreter: what understands the messages.
  init(
    _ actions: [String], answers: [Result<String, ActionServerError>] = [], domain: JSONValue = Stage.domain, now: Double = 1_000,
    interpreter: any MessageInterpreter = FirstWordInterpreter()
  ) throws {
    let domain = try Domain(domain)
    let policies = PolicyEnsemble(policies: [ScriptedPolicy(actions)], ruleOnly: RuleOnlyData())
    let model = DialogueModel(
      domain: domain, modelID: "m1", assistantID: "a1", interpreter: interpreter, policies: policies)
    let (reminders, server, reports) = (RememberedReminders(), ScriptedActionServer(answers), Reports())
    let services = DialogueServices(
      responses: TemplatedResponseGenerator(choose: { _ in 0 }), actionServer: server, reminders: reminders, now: { now },
      makeID: { "id" }, report: { reports.add($0) })
    processor = MessageProcessor(model: model, services: services)
    self.reminders = reminders
    self.server = server
    self.reports = reports
    tracker = Tracker(senderID: "ada", domain: domain)
    tracker.modelID = "m1"
    tracker.assistantID = "a1"
  }

  /// Says something to the bot.
  mutating func say(_ text: String) async throws(TurnError) {
    let message = UserMessage(text: text, senderID: "ada", inputChannel: "rest", messageID: "1")
    try await processor.handle(message, on: &tracker, channel: channel)
  }

  /// What happened, an action by its name and everything else by its type.
  var happened: [String] { tracker.events.map { $0.action?.action.nameOrText.text ?? $0.typeName } }
}
