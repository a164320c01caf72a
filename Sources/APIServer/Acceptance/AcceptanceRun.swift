internal import Dialogue
internal import JSON
internal import Shared

/// Runs tests on a model that nobody is served by yet.
///
/// A test that asks for replies is a conversation of its own, which is kept nowhere: nothing outlives it, and no reminder is scheduled.
/// Custom actions and an NLG server are called as in any turn.
struct AcceptanceRun {
  /// Whose conversations these are: action servers may tell them by it.
  static let senderID = "acceptance-tests"

  let model: DialogueModel
  let services: DialogueServices
  let maximumPredictions: Int
  let clock: AcceptanceClock

  /// Runs all tests of a file. Ends early when the task is cancelled.
  func run(_ tests: AcceptanceTests, into verdict: inout AcceptanceVerdict) async {
    for test in tests.tests {
      guard !Task.isCancelled, !clock.isOver else {
        verdict.undecided = verdict.undecided ?? clock.sentence
        return
      }
      let outage = Outage()
      verdict.tests += 1
      guard let failure = await Outage.$current.withValue(outage, operation: { await run(test, of: tests.file, outage) }) else { continue }
      if let reason = outage.reason {
        verdict.undecided = verdict.undecided ?? "\(tests.file), \(failure.position) cannot be judged: \(reason)"
      } else {
        verdict.fail(failure)
      }
    }
  }

  private func run(_ test: AcceptanceTest, of file: String, _ outage: Outage) async -> AcceptanceFailure? {
    let processor = MessageProcessor(model: model, services: services(outage), maximumPredictions: maximumPredictions)
    var tracker = Tracker(senderID: Self.senderID, domain: model.domain)
    tracker.modelID = model.modelID
    tracker.assistantID = model.assistantID
    let channel = TestedChannel()
    for step in test.steps {
      let comparison = AcceptanceComparison(file: file, step: step)
      do {
        let understood =
          test.asksForReplies
          ? try await answer(step, processor, &tracker, channel) : try await model.interpreter.interpret(step.message).parseData
        // What comes after a step that went wrong says nothing.
        if let failure = comparison.failure(understood: understood) ?? comparison.failure(said: channel.take()) { return failure }
      } catch {
        return comparison.failure("\(error)")
      }
    }
    return nil
  }

  /// - Returns: what was understood.
  private func answer(
    _ step: AcceptanceStep, _ processor: MessageProcessor, _ tracker: inout Tracker, _ channel: TestedChannel
  ) async throws(TurnError) -> JSONObject {
    let first = tracker.events.count
    let message = UserMessage(text: step.message, senderID: Self.senderID, inputChannel: "rest", messageID: services.makeID())
    try await processor.handle(message, on: &tracker, channel: channel)
    return tracker.events[first...].lazy.compactMap(\.user).first?.parseData ?? JSONObject()
  }

  private func services(_ outage: Outage) -> DialogueServices {
    var services = services
    services.reminders = NoReminders()
    services.actionServer = services.actionServer.map { TestedActionServer(server: $0, clock: clock, outage: outage) }
    if services.responses is CallbackResponseGenerator {
      services.responses = TestedResponseGenerator(generator: services.responses, clock: clock, outage: outage)
    }
    return services
  }
}
