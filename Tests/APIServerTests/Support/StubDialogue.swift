import APIServer
import Dialogue
import JSON
import Shared

extension ModelContent {
  /// A model that understands nothing, but says which one it is.
  /// - Parameter policies: without them it was trained for understanding alone.
  static func stub(_ name: String, policies: PolicyEnsemble? = nil, domain: Domain = .stub) -> ModelContent {
    let parser = StubParser(model: name)
    let interpreter = ParserInterpreter(
      parser: parser, limits: RequestLimits(), longMessages: WorkerThreads(count: 1, niceness: 0))
    return ModelContent(
      parser: parser,
      dialogue: DialogueModel(domain: domain, modelID: name, assistantID: "stub", interpreter: interpreter, policies: policies))
  }

  /// A model whose bot greets after every message.
  static func greeting(_ name: String) -> ModelContent {
    stub(name, policies: PolicyEnsemble(policies: [GreetingPolicy()], ruleOnly: RuleOnlyData()))
  }
}

/// Greets after every message, and then waits.
struct GreetingPolicy: Policy {
  let name = "GreetingPolicy"
  let priority = 1

  func predict(_ conversation: PredictionInput) -> PolicyPrediction {
    let listens = conversation.tracker.latestAction?.name == Name(DefaultAction.listen)
    let number = conversation.domain.actionNumber(Name(listens ? "utter_hello" : DefaultAction.listen)) ?? 0
    return PolicyPrediction(action: number, policy: name, domain: conversation.domain)
  }
}

extension Domain {
  /// A bot that greets.
  static let stub = named("Hello!")

  /// A bot that greets with this text.
  static func named(_ greeting: String) -> Domain {
    do {
      return try Domain([
        "intents": ["greet"], "slots": ["city": ["type": "text", "mappings": [["type": "custom"]]]],
        "responses": ["utter_hello": [["text": .string(greeting)]]],
      ])
    } catch {
      fatalError("\(error)")
    }
  }
}

extension DialogueServices {
  /// Nothing lies outside.
  static func stub(
    responses: any ResponseGenerator = TemplatedResponseGenerator(), reminders: any ReminderScheduler = ForgottenReminders(),
    now: @escaping @Sendable () -> Double = { 1_000 }
  ) -> DialogueServices {
    DialogueServices(
      responses: responses, actionServer: nil, reminders: reminders, now: now, makeID: { "id" }, report: { _ in })
  }
}

struct ForgottenReminders: ReminderScheduler {
  func schedule(_ reminder: ReminderScheduled, for senderID: String, channel: any OutputChannel) {}
  func cancel(_ cancellation: ReminderCancelled, for senderID: String) {}
}
