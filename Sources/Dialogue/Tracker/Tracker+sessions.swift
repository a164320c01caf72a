extension Tracker {
  /// The events of each session; one begins with `action_session_start`.
  public var sessions: [ArraySlice<Event>] {
    var starts = events.indices.filter { events[$0].action?.action == .name(Name(DefaultAction.sessionStart)) }
    if starts.first != 0, !events.isEmpty { starts.insert(0, at: 0) }
    return starts.indices.map { index in
      let end = index + 1 < starts.count ? starts[index + 1] : events.count
      return events[starts[index]..<end]
    }
  }

  /// The conversation with its last session alone, which is what a message is answered from.
  public func lastSession() -> Tracker {
    let sessions = sessions
    guard sessions.count > 1, let last = sessions.last else { return played() }
    return Tracker(senderID: senderID, domain: domain, events: last)
  }
}
