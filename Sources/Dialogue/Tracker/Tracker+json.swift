public import JSON

/// Which events stand in what is told of a conversation.
public enum EventVerbosity: String, Sendable, CaseIterable {
  case none = "NONE"
  /// Those that count.
  case applied = "APPLIED"
  case afterRestart = "AFTER_RESTART"
  case all = "ALL"
}

extension Tracker {
  /// Writes what is told of a conversation, as Rasa does.
  public func write(into json: inout JSONWriter, events verbosity: EventVerbosity) {
    json.object { json in
      json.member("sender_id", senderID)
      json.key("slots")
      json.object { json in
        for (slot, value) in zip(domain.slots, state.slots) { json.member(slot.name.text, value) }
      }
      var message = latestMessage.parseData
      message["entities"] = .array(latestEntities)
      json.member("latest_message", .object(message))
      json.member("latest_event_time", events.last.map { .number($0.timestamp) } ?? .null)
      json.member("followup_action", followupAction)
      json.member("paused", isPaused)
      json.key("events")
      write(verbosity, into: &json)
      json.member("latest_input_channel", latestInputChannel)
      json.key("active_loop")
      json.object { json in if let activeLoop { activeLoop.writeMembers(into: &json) } }
      json.key("latest_action")
      json.object { json in
        switch latestAction {
        case .name(let name): json.member("action_name", name.text)
        case .text(let text): json.member("action_text", text.text)
        case nil: break
        }
      }
      json.member("latest_action_name", latestAction?.nameOrText.text)
    }
  }

  private func write(_ verbosity: EventVerbosity, into json: inout JSONWriter) {
    func list(_ events: some Sequence<Event>) { json.array { json in for event in events { event.write(into: &json) } } }
    switch verbosity {
    case .none: json.null()
    case .applied: list(appliedEvents)
    case .afterRestart: list(eventsAfterLatestRestart)
    case .all: list(events)
    }
  }
}

extension TrackerActiveLoop {
  fileprivate func writeMembers(into json: inout JSONWriter) {
    json.member("name", name)
    json.member("is_interrupted", isInterrupted)
    json.member("rejected", isRejected)
    json.member("trigger_message", .object(triggerMessage))
  }
}
