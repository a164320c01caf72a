public import JSON

/// One conversation: its events, and what holds after them.
///
/// A value: a copy goes its own way, which is how an action is run on a conversation that may still be discarded.
public struct Tracker: Sendable {
  public let senderID: String
  public let domain: Domain
  /// Everything that happened, the oldest first.
  public private(set) var events: [Event] = []
  /// What every event of this model is marked with.
  public var modelID: String?
  public var assistantID: String?

  private(set) var state: ConversationState
  private(set) var history: AppliedHistory
  /// How messages are seen where an event says so that is not, or not yet, among those that count.
  private var marks: [Int: MessageMark] = [:]
  /// The follow-up action that was forgotten since the last event that says anything of one.
  private var runningFollowup: String?

  /// A conversation in which nothing happened yet.
  public init(senderID: String, domain: Domain) {
    self.senderID = senderID
    self.domain = domain
    state = ConversationState(domain)
    history = AppliedHistory(domain)
  }

  /// A conversation in which these events happened one after the other.
  public init(senderID: String, domain: Domain, events: some Sequence<Event>) {
    self.init(senderID: senderID, domain: domain)
    for event in events { update(event) }
  }

  /// Lets an event happen.
  public mutating func update(_ event: Event) {
    let event = marked(event)
    events.append(event)
    history.append(events.count - 1, of: events, domain: domain)
    switch event.kind {
    case .rewind, .undo:
      state = history.state
      marks = [:]
    default: state.apply(event, number: events.count - 1, domain: domain, message: latestUser, marks: &marks)
    }
    switch event.kind {
    case .user, .action, .followup, .restart, .sessionStarted, .rewind, .undo: runningFollowup = nil
    default: break
    }
  }

  /// Lets events happen now.
  /// - Parameter now: seconds since 1970, asked for each of them.
  public mutating func update(_ events: some Sequence<Event>, now: () -> Double) {
    for event in events { update(event.at(now())) }
  }

  /// The conversation as a tracker store gives it back: only what counts holds.
  public func restored() -> Tracker {
    var tracker = self
    tracker.state = history.state
    tracker.marks = [:]
    tracker.runningFollowup = nil
    return tracker
  }

  /// The conversation with another domain, after a swap of the model.
  public func moved(to domain: Domain) -> Tracker {
    guard domain !== self.domain else { return self }
    var tracker = Tracker(senderID: senderID, domain: domain)
    tracker.assistantID = assistantID
    tracker.events = events
    for number in events.indices { tracker.history.append(number, of: events, domain: domain) }
    return tracker.restored()
  }

  /// A copy that no model marks, for an action to run on. It is what the events alone say: a follow-up action that is being run
  /// still stands in it.
  func unmarkedCopy() -> Tracker {
    var tracker = self
    tracker.state.followupAction = runningFollowup ?? state.followupAction
    tracker.modelID = nil
    tracker.assistantID = nil
    return tracker
  }

  /// Lets a message be seen as it was in a copy of the conversation that is discarded otherwise.
  mutating func takeMarks(of other: Tracker) {
    guard state.latestMessage == other.state.latestMessage, let latest = state.latestMessage else { return }
    marks[latest] = other.mark(of: latest)
  }

  /// Forgets the follow-up action because it is about to be run. No event says so.
  mutating func clearFollowupAction() {
    runningFollowup = state.followupAction
    state.followupAction = nil
  }

  private func marked(_ event: Event) -> Event {
    var metadata = event.metadata
    if let modelID, metadata["model_id"] == nil { metadata["model_id"] = .string(modelID) }
    if let assistantID, metadata["assistant_id"] == nil { metadata["assistant_id"] = .string(assistantID) }
    return metadata.count == event.metadata.count ? event : Event(event.kind, timestamp: event.timestamp, metadata: metadata)
  }

  private func mark(of message: Int) -> MessageMark? { marks[message] ?? history.marks[message] }

  private var latestUser: UserUttered? { state.latestMessage.flatMap { events[$0].user } }
}

extension Tracker {
  /// The user's last message, or an empty one.
  public var latestMessage: UserUttered { latestUser ?? .empty }

  /// The number of the event with the user's last message.
  var latestMessageNumber: Int? { state.latestMessage }

  /// The entities of the user's last message, those that policies found included.
  public var latestEntities: [JSONValue] {
    latestMessage.entities + (state.latestMessage.flatMap { mark(of: $0)?.addedEntities } ?? [])
  }

  /// When the user's last message that counts was said.
  var latestMessageTimestamp: Double? { history.applied.last { events[$0].user != nil }.map { events[$0].timestamp } }

  public var latestAction: ActionReference? { state.latestAction }
  /// Whether the bot's last action was to wait for the user.
  var hasJustListened: Bool { latestAction?.nameOrText == Name(DefaultAction.listen) }
  public var followupAction: String? { state.followupAction }
  public var activeLoop: TrackerActiveLoop? { state.activeLoop }
  /// The name of the active loop, if it is one that was activated.
  public var activeLoopName: String? { state.activeLoop.flatMap { $0.name == shouldNotBeSet ? nil : $0.name } }
  public var isPaused: Bool { state.isPaused }

  /// A slot's value; `null` for one that is not set, or that the domain does not have.
  public func slot(_ name: String) -> JSONValue { domain.slotNumber(Name(name)).map { state.slots[$0] } ?? .null }

  /// The channel of the last message, whether it counts or not.
  public var latestInputChannel: String? { events.last { $0.user != nil }?.user?.inputChannel }

  /// The events that count.
  public var appliedEvents: [Event] { history.applied.map { events[$0] } }
  public var hasAppliedEvents: Bool { !history.applied.isEmpty }

  public var eventsAfterLatestRestart: ArraySlice<Event> {
    let restart = events.lastIndex { if case .restart = $0.kind { true } else { false } }
    return events[(restart.map { $0 + 1 } ?? 0)...]
  }

  /// What policies see now.
  public var seen: DialogueState {
    DialogueState(
      history.state, message: history.state.latestMessage.flatMap { events[$0].user },
      mark: history.state.latestMessage.flatMap(mark), domain: domain)
  }
}
