import JSON

/// The events of one session, with what later events say of its messages.
///
/// Rasa notes on a message which half of it predictions saw, and which entities policies added. The note stays when the message or
/// the event that said so is taken back, and it is made whenever events are played: those that count when a conversation is read
/// from its store, then all of each session, and all up to some time when one was asked for. Only the order of all that tells what
/// a message bears in the end, so it is done here as well.
struct Story {
  private(set) var events: [Event]
  /// By the number of the message.
  private(set) var marks: [Int: MessageMark] = [:]

  /// The sessions of a conversation as a store gives them back.
  static func sessions(of events: [Event], domain: Domain) -> [Story] {
    var conversation = Story(events: events)
    var history = AppliedHistory(domain)
    for number in events.indices { history.append(number, of: events, domain: domain) }
    var notes = Notes()
    for number in history.applied { conversation.take(number, &notes) }
    return Tracker(senderID: "", domain: domain, events: events).sessions.map { session in
      var story = Story(events: Array(session))
      for (number, mark) in conversation.marks where session.indices.contains(number) {
        story.marks[number - session.startIndex] = mark
      }
      story.play(domain)
      return story
    }
  }

  init(events: [Event]) { self.events = events }

  /// Leaves out the first event that is later than `time`, and all behind it.
  mutating func end(at time: Double, domain: Domain) {
    events = Array(events.prefix { $0.timestamp <= time })
    play(domain)
  }

  /// To which message events belong at some point.
  private struct Notes {
    var message: Int?
    /// Whether the last action was to wait for the user; otherwise nothing belongs to the message.
    var hasListened = false
  }

  /// Lets all events happen, one after the other.
  private mutating func play(_ domain: Domain) {
    var history = AppliedHistory(domain)
    var notes = Notes()
    for number in events.indices {
      history.append(number, of: events, domain: domain)
      switch events[number].kind {
      case .restart, .sessionStarted: notes = Notes()
      case .rewind, .undo:
        notes = Notes()
        for number in history.applied { take(number, &notes) }
      default: take(number, &notes)
      }
    }
  }

  private mutating func take(_ number: Int, _ notes: inout Notes) {
    switch events[number].kind {
    case .user: notes.message = number
    case .action(let action): notes.hasListened = action.action.nameOrText == Name(DefaultAction.listen)
    case .featurization(let usesText):
      guard notes.hasListened, let message = notes.message else { return }
      marks[message, default: MessageMark()].usesText = usesText
    case .entities(let entities):
      guard notes.hasListened, let message = notes.message else { return }
      let known = events[message].user?.entities ?? []
      for entity in entities where !known.contains(entity) && !(marks[message]?.addedEntities.contains(entity) ?? false) {
        marks[message, default: MessageMark()].addedEntities.append(entity)
      }
    default: break
    }
  }
}
