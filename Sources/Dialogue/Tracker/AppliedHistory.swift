/// The events of a conversation that count: without those that were taken back, those before a restart or a session, and the
/// repetitions of a form.
///
/// Kept up to date event by event. Before every action that counts it remembers what held then, so that taking something back
/// plays a few events again and not all of them, and so that policies find the states of the dialogue ready.
struct AppliedHistory: Sendable {
  /// What held before an action.
  struct Checkpoint: Sendable {
    /// The action's place in `applied`.
    let place: Int
    let state: ConversationState
    /// What was known by then of how the last message is seen.
    let mark: MessageMark?
    /// What policies see of it.
    var seen: DialogueState
    let hidesRuleTurn: Bool
  }

  /// Numbers of events.
  private(set) var applied: [Int] = []
  private(set) var checkpoints: [Checkpoint] = []
  /// What holds after them.
  private(set) var state: ConversationState
  /// What they say of how messages are seen.
  private(set) var marks: [Int: MessageMark] = [:]
  /// Every loop that was ever active.
  private var loops: Set<Name> = []

  init(_ domain: Domain) { state = ConversationState(domain) }

  /// Takes in one event, which all earlier ones have to precede.
  mutating func append(_ number: Int, of events: [Event], domain: Domain) {
    switch events[number].kind {
    case .activeLoop(let name?) where loops.insert(Name(name)).inserted && isRepeated(Name(name), in: events[..<number]):
      // The loop's earlier runs are repetitions only from now on.
      rebuild(upTo: number, of: events, domain)
    case .restart, .sessionStarted: forget(domain)
    case .undo: play(keeping: last(in: events) { $0.action != nil }, then: [], events, domain)
    case .rewind:
      let user = last(in: events) { $0.user != nil }
      let action = applied[..<user].lastIndex { events[$0].action != nil } ?? 0
      play(keeping: action, then: [], events, domain)
    case .action(let action):
      if let name = action.action.name, loops.contains(name), !isFirstRunOrUnhappyPath(of: name, events) {
        forgetTurns(sinceLast: name, events, domain)
      } else {
        add(number, events, domain)
      }
    default: add(number, events, domain)
    }
  }

  private mutating func rebuild(upTo last: Int, of events: [Event], _ domain: Domain) {
    let loops = loops
    self = AppliedHistory(domain)
    self.loops = loops
    for number in 0...last { append(number, of: events, domain: domain) }
  }

  private func isRepeated(_ loop: Name, in events: ArraySlice<Event>) -> Bool {
    events.lazy.filter { $0.action?.action == .name(loop) }.prefix(2).count == 2
  }

  private mutating func forget(_ domain: Domain) {
    applied = []
    checkpoints = []
    marks = [:]
    state = ConversationState(domain)
  }

  /// The place of the last event of some kind; 0 when there is none, as everything is taken back then.
  private func last(in events: [Event], _ isWanted: (Event) -> Bool) -> Int {
    applied.lastIndex { isWanted(events[$0]) } ?? 0
  }

  private mutating func add(_ number: Int, _ events: [Event], _ domain: Domain) {
    let event = events[number]
    if let action = event.action {
      let mark = marks[state.markedMessage]
      let seen = DialogueState(state, message: message(in: events), mark: mark, domain: domain)
      checkpoints.append(Checkpoint(place: applied.count, state: state, mark: mark, seen: seen, hidesRuleTurn: action.hidesRuleTurn))
    }
    applied.append(number)
    state.apply(event, number: number, domain: domain, message: message(in: events), marks: &marks)
    switch event.kind {
    case .featurization, .entities: seeAgain(events, domain)
    default: break
    }
  }

  private func message(in events: [Event]) -> UserUttered? { state.latestMessage.flatMap { events[$0].user } }

  /// Lets checkpoints see the last message as it is marked now. Whether they see its text stays, where it was said before them.
  private mutating func seeAgain(_ events: [Event], _ domain: Domain) {
    // Each tracker has an empty message of its own, so that what is said of it later does not reach back.
    guard let latest = state.latestMessage else { return }
    for index in checkpoints.indices.reversed() {
      let checkpoint = checkpoints[index]
      guard checkpoint.state.latestMessage == latest else { break }
      var mark = marks[latest]
      if let earlier = checkpoint.mark, earlier.isDefined { mark?.usesText = earlier.usesText }
      checkpoints[index].seen = DialogueState(checkpoint.state, message: message(in: events), mark: mark, domain: domain)
    }
  }

  /// Keeps the first events, and puts others behind them.
  private mutating func play(keeping count: Int, then rest: [Int], _ events: [Event], _ domain: Domain) {
    while let last = checkpoints.last, last.place > count { checkpoints.removeLast() }
    // What held at `count` is known just before an action; events behind the last checkpoint are played again.
    let start = checkpoints.last?.place ?? 0
    let again = Array(applied[start..<count]) + rest
    let checkpoint = checkpoints.popLast()
    state = checkpoint?.state ?? ConversationState(domain)
    let latest = state.markedMessage
    marks = marks.filter { $0.key < latest }
    marks[latest] = checkpoint?.mark
    applied.removeSubrange(start...)
    seeAgain(events, domain)
    for number in again { add(number, events, domain) }
  }
}

extension AppliedHistory {
  /// Whether a run of a loop counts as a turn of its own: its first one, or one after the user digressed.
  private func isFirstRunOrUnhappyPath(of loop: Name, _ events: [Event]) -> Bool {
    var next: ActionReference?
    for number in applied.reversed() {
      switch events[number].kind {
      case .activeLoop(nil): return true
      case .rejection(let rejection) where Name(rejection.action) == loop: return true
      case .user:
        if let name = next?.name, name != loop { return true }
      case .action(let action):
        if action.action == .name(loop) { return false }
        next = action.action
      default: break
      }
    }
    return true
  }

  /// Takes back the turns since the last run of a loop, but not what they left in slots.
  private mutating func forgetTurns(sinceLast loop: Name, _ events: [Event], _ domain: Domain) {
    let last = applied.lastIndex { events[$0].action?.action == .name(loop) }
    let start = last.map { $0 + 1 } ?? 0
    let kept = applied[start...].filter { number in
      switch events[number].kind {
      case .action, .user, .featurization: false
      default: true
      }
    }
    play(keeping: start, then: Array(kept), events, domain)
  }
}
