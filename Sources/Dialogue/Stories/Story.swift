/// The events of one session, with which half of its messages predictions saw.
struct Story {
  let events: [Event]
  /// By the number of the event: whether predictions saw the message's text, and not its intent. Messages of which no event says so
  /// are missing.
  private(set) var usesText: [Int: Bool] = [:]

  /// - Parameter all: whether earlier sessions are wanted, or only the last one.
  static func sessions(of events: [Event], domain: Domain, all: Bool) -> [Story] {
    let tracker = Tracker(senderID: "", domain: domain, events: events)
    var counting = Story(events: events)
    counting.takeMarks(of: tracker)
    var sessions = tracker.sessions
    if !all {
      guard sessions.count > 1, let last = sessions.last else { return [counting] }
      sessions = [last]
    }
    return sessions.map { session in
      var story = Story(events: Array(session))
      for (number, usesText) in counting.usesText where session.indices.contains(number) {
        story.usesText[number - session.startIndex] = usesText
      }
      story.play(domain)
      return story
    }
  }

  /// The story up to the first event that is later than `time`.
  func ended(at time: Double, domain: Domain) -> Story {
    var story = Story(events: Array(events.prefix { $0.timestamp <= time }), usesText: usesText)
    story.play(domain)
    return story
  }

  /// Lets the events happen one after the other. A message keeps what was said of it even if it is taken back.
  private mutating func play(_ domain: Domain) {
    var tracker = Tracker(senderID: "", domain: domain)
    for event in events {
      tracker.update(event)
      switch event.kind {
      case .featurization(let usesText):
        guard tracker.latestAction?.nameOrText == Name(DefaultAction.listen), let message = tracker.latestMessageNumber else { break }
        self.usesText[message] = usesText
      case .rewind, .undo: takeMarks(of: tracker)
      default: break
      }
    }
  }

  private mutating func takeMarks(of tracker: Tracker) {
    for (message, mark) in tracker.history.marks { if let usesText = mark.usesText { self.usesText[message] = usesText } }
  }
}
