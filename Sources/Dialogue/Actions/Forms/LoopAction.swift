/// An action that stays active over several turns until it is done.
protocol LoopAction: Action {
  /// What happens beside the activation itself.
  /// - Parameter tracker: the loop is active in it already.
  func activate(on tracker: Tracker, _ context: ActionContext) async throws(ActionError) -> [Event]

  /// Takes a turn.
  /// - Parameter events: what this run brought about so far.
  func proceed(on tracker: Tracker, _ context: ActionContext, after events: [Event]) async throws(ActionError) -> [Event]

  /// Whether the loop ends here.
  func isDone(on tracker: Tracker, after events: [Event]) -> Bool

  /// What happens beside the end itself.
  func deactivate(on tracker: Tracker, _ context: ActionContext) async throws(ActionError) -> [Event]
}

extension LoopAction {
  func run(on tracker: Tracker, _ context: ActionContext) async throws(ActionError) -> [Event] {
    var events: [Event] = []
    if tracker.activeLoopName.map({ Name($0) }) != Name(name) {
      let activation = Event(.activeLoop(name))
      var activated = tracker
      activated.update(activation.at(context.services.now()))
      events = [activation] + (try await activate(on: activated, context))
    }
    if !isDone(on: tracker, after: events) { events += try await proceed(on: tracker, context, after: events) }
    if isDone(on: tracker, after: events) {
      events.append(Event(.activeLoop(nil)))
      events += try await deactivate(on: tracker, context)
    }
    return events
  }
}

extension ActionContext {
  /// Runs another action of the domain as a part of one.
  func run(_ name: String, on tracker: Tracker) async throws(ActionError) -> [Event] {
    guard let action = ActionRegistry.action(named: name, domain: domain) else {
      throw .failed("The domain has no action \(name).")
    }
    return try await action.run(on: tracker, self)
  }
}
