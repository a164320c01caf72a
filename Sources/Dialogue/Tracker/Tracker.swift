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
  /// How messages are seen, whatever became of the events that say so: in Rasa an event that is taken back leaves its mark.
  private var marks: [Int: MessageMark] = [:]
  /// How an action that would not run has seen the last message, which no event says.
  private var passingMark: MessageMark?
  /// What holds, and how messages are seen, when all events happen one after the other. It differs from the above in a conversation
  /// that was kept: there only what counts happens again, and repetitions of a form do not.
  private var sequence: (state: ConversationState, marks: [Int: MessageMark])
  /// Whether a message was marked of which the sequence of all events knows nothing, or the other way round.
  private var marksDiverge = false
  /// How many events were read from a store; later ones happened in this turn.
  private var storedEvents = 0

  /// A conversation in which nothing happened yet.
  public init(senderID: String, domain: Domain) {
    self.senderID = senderID
    self.domain = domain
    state = ConversationState(domain)
    history = AppliedHistory(domain)
    sequence = (state, [:])
  }

  /// A conversation in which these events happened one after the other.
  public init(senderID: String, domain: Domain, events: some Sequence<Event>) {
    self.init(senderID: senderID, domain: domain)
    for event in events { update(event) }
  }

  /// Lets an event happen.
  public mutating func update(_ event: Event) {
    let event = marked(event)
    if case .entities(let entities) = event.kind { extendLatestMessage(by: entities) }
    events.append(event)
    history.append(events.count - 1, of: events, domain: domain)
    let number = events.count - 1
    switch event.kind {
    case .rewind, .undo:
      state = history.state
      Self.sayAgain(history.marks, in: &marks)
      sequence.state = history.state
      Self.sayAgain(history.marks, in: &sequence.marks)
    default:
      state.apply(event, number: number, domain: domain, message: latestUser, marks: &marks)
      let last = sequence.state.latestMessage.flatMap { events[$0].user }
      sequence.state.apply(event, number: number, domain: domain, message: last, marks: &sequence.marks)
    }
    switch event.kind {
    case .user, .action, .followup, .restart, .sessionStarted, .rewind, .undo: passingMark = nil
    case .featurization, .entities:
      passingMark = nil
      if state.markedMessage != sequence.state.markedMessage { marksDiverge = true }
    default: break
    }
  }

  /// Puts entities that an event brings among those of the last message.
  ///
  /// Rasa keeps them in one list with what was understood of the message, unless that found no entities: they then stay with the message
  /// for good, even when the event is taken back.
  private mutating func extendLatestMessage(by entities: [JSONValue]) {
    guard hasJustListened, let latest = state.latestMessage, let user = events[latest].user, !user.entities.isEmpty else { return }
    let extended = user.adding(entities)
    events[latest] = Event(.user(extended), timestamp: events[latest].timestamp, metadata: events[latest].metadata)
  }

  /// Lets events happen now.
  /// - Parameter now: seconds since 1970, asked for each of them.
  public mutating func update(_ events: some Sequence<Event>, now: () -> Double) {
    for event in events { update(event.at(now())) }
  }

  /// The conversation as a tracker store gives it back: only what counts holds.
  public func restored() -> Tracker {
    var tracker = played()
    tracker.marks = history.marks
    tracker.storedEvents = events.count
    return tracker
  }

  /// The same, once it was looked for sessions in it: to that end Rasa lets all its events happen again, which leaves their marks.
  func played() -> Tracker {
    var tracker = self
    tracker.state = history.state
    tracker.marks = history.marks
    tracker.takeSequentialMarks()
    tracker.marksDiverge = false
    tracker.passingMark = nil
    return tracker
  }

  /// What is taken back leaves its mark, unless something that still counts says otherwise, since that happens again. A message that
  /// nobody sent does not outlast it.
  /// - Parameter saying: how messages are seen by what still counts.
  private static func sayAgain(_ saying: [Int: MessageMark], in marks: inout [Int: MessageMark]) {
    marks[ConversationState.noMessage] = saying[ConversationState.noMessage]
    for (message, mark) in saying where mark.isDefined {
      marks[message, default: MessageMark()].usesText = mark.usesText
      marks[message]?.isDefined = true
    }
  }

  /// The conversation with another domain, after a swap of the model.
  public func moved(to domain: Domain) -> Tracker {
    guard domain !== self.domain else { return self }
    var tracker = Tracker(senderID: senderID, domain: domain, events: events)
    tracker.assistantID = assistantID
    return tracker.played()
  }

  /// A copy for an action to run on, which no model marks. It is what all events say, one after the other: a follow-up action that is
  /// being run still stands in it, and the last message is the last one that was said, whether it counts or not.
  ///
  /// In Rasa copies share their events with the conversation, so that what is said of messages in making one is said of them here.
  mutating func sequentialCopy() -> Tracker {
    if marksDiverge { takeSequentialMarks() }
    var copy = self
    copy.state = sequence.state
    copy.modelID = nil
    copy.assistantID = nil
    return copy
  }

  private mutating func takeSequentialMarks() {
    for (message, mark) in sequence.marks where message != ConversationState.noMessage {
      var own = marks[message] ?? mark
      if mark.isDefined {
        own.usesText = mark.usesText
        own.isDefined = true
      }
      for entity in mark.addedEntities where !own.addedEntities.contains(entity) { own.addedEntities.append(entity) }
      marks[message] = own
    }
  }

  /// Lets a message be seen as it was in a copy of the conversation that is discarded otherwise.
  mutating func takeMarks(of other: Tracker) {
    if state.markedMessage == other.state.markedMessage { passingMark = other.latestMark }
  }

  /// Forgets the follow-up action because it is about to be run. No event says so.
  mutating func clearFollowupAction() { state.followupAction = nil }

  private func marked(_ event: Event) -> Event {
    var metadata = event.metadata
    if let modelID, metadata["model_id"] == nil { metadata["model_id"] = .string(modelID) }
    if let assistantID, metadata["assistant_id"] == nil { metadata["assistant_id"] = .string(assistantID) }
    return metadata.count == event.metadata.count ? event : Event(event.kind, timestamp: event.timestamp, metadata: metadata)
  }

  private var latestMark: MessageMark? { passingMark ?? marks[state.markedMessage] }

  private var latestUser: UserUttered? { state.latestMessage.flatMap { events[$0].user } }
}

extension Tracker {
  /// The user's last message, or an empty one.
  public var latestMessage: UserUttered { latestUser ?? .empty }

  /// The number of the event with the user's last message.
  var latestMessageNumber: Int? { state.latestMessage }

  /// Whether the user's last message was said since the conversation was read from a store.
  var latestMessageIsLive: Bool { latestMessageNumber.map { $0 >= storedEvents } ?? false }

  /// The entities of the user's last message, those that policies found included.
  public var latestEntities: [JSONValue] {
    latestMessage.entities + (latestMark?.addedEntities ?? [])
  }

  /// Which half of the user's last message predictions see; `nil` for both.
  var latestFeaturization: Bool? { latestMark.map(\.usesText) ?? latestMessage.initialFeaturization }

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
    let message = history.state.latestMessage.flatMap { events[$0].user }
    let mark = history.state.markedMessage == state.markedMessage ? latestMark : marks[history.state.markedMessage]
    return DialogueState(history.state, message: message, mark: mark, domain: domain)
  }
}
