import JSON

extension Tracker {
  /// The last event of some kind among those that count.
  /// - Parameter skip: how many to pass over.
  func lastApplied(skip: Int = 0, where isWanted: (Event) -> Bool) -> Event? {
    appliedEvents.reversed().lazy.filter(isWanted).dropFirst(skip).first
  }

  /// The intents of the user's last messages, the latest first, of as many as the last `count` messages and rewinds are.
  ///
  /// A rewind stands for the message that it took back and has no intent.
  func lastIntentNames(_ count: Int) -> [String?] {
    let turns = eventsAfterLatestRestart.reversed().lazy.filter { event in
      switch event.kind {
      case .user, .rewind: true
      default: false
      }
    }
    return turns.prefix(count).compactMap { $0.user.map { $0.intent["name"]?.string } }
  }

  /// The slots that were set since the user's last message, in the order of the events.
  var slotsSinceLatestMessage: [(name: String, value: JSONValue)] {
    let message = latestMessage
    let start = events.lastIndex { event in
      switch event.kind {
      case .restart: true
      // By what it says and not by its number: a message that was taken back and put in again counts from there on.
      case .user(let user): user.saysTheSame(as: message)
      default: false
      }
    }
    return events[(start ?? 0)...].compactMap(\.slot)
  }

  /// Every slot with its value, in the order of the domain.
  var slotValues: JSONObject {
    var values = JSONObject()
    for slot in domain.slots { values[slot.name.text] = self.slot(slot.name.text) }
    return values
  }

  /// Whether the active loop asks for that slot.
  func isRequested(_ slot: Name) -> Bool { self.slot(DefaultSlot.requested).string.map { Name($0) } == slot }

  /// The same conversation up to now, as one that is thrown away afterwards, with further events.
  /// - Parameter now: seconds since 1970, for each of them.
  func temporary(adding events: [Event], now: () -> Double) -> Tracker {
    var tracker = Tracker(senderID: senderID, domain: domain, events: eventsAfterLatestRestart)
    tracker.update(events, now: now)
    return tracker
  }
}

extension UserUttered {
  /// Whether Rasa takes two messages for the same: by text, intent, and which members their entities have.
  fileprivate func saysTheSame(as other: UserUttered) -> Bool {
    text.map { Name($0) } == other.text.map { Name($0) }
      && (intent["name"] ?? .null).equalsInPython(other.intent["name"] ?? .null) && entityMembers == other.entityMembers
  }

  private var entityMembers: [[Name]] { entities.map { ($0.object?.keys ?? []).map { Name($0) }.sorted() } }
}
