internal import Dialogue
internal import JSON

/// One story or rule of a file.
struct StoryPart {
  let document: TrainingDataDocument
  /// The keys and indices that lead to it.
  let path: [String]
  let domain: Domain?

  func read(_ item: JSONValue, into builder: StoryStepBuilder) throws(TrainingDataError) -> StoryStepBuilder {
    var builder = builder
    for (index, step) in (item["steps"]?.array ?? []).enumerated() {
      guard let members = step.object else { continue }
      try read(members, into: &builder, at: path + ["steps", "\(index)"])
    }
    return builder
  }

  private func read(_ step: JSONObject, into builder: inout StoryStepBuilder, at place: [String]) throws(TrainingDataError) {
    if step["intent"] != nil || step["user"] != nil {
      builder.append(Event(.user(try message(step, at: place))))
    } else if let alternatives = step["or"] {
      let events = try self.events(anyOf: alternatives, at: place + ["or"])
      if !events.isEmpty { builder.append(anyOf: events) }
    } else if let action = step["action"] {
      guard let name = action.string, !name.isEmpty else { return }
      for event in StoryEvents.named(name) { builder.append(event) }
    } else if let text = step["bot"] {
      builder.append(Event(.action(ActionExecuted(.text(Name(text.string ?? ""))))))
    } else if let name = step["checkpoint"] {
      guard let conditions = conditions(step["slot_was_set"]) else { return }
      let checkpoint = Checkpoint(name: Name(name.string ?? ""), conditions: conditions)
      do { try builder.checkpoint(checkpoint) } catch { throw document.error(error.description, at: place) }
    } else if let slots = step["slot_was_set"] {
      for event in try self.slots(slots, at: place) { builder.append(event) }
    } else if let loop = step["active_loop"] {
      builder.append(Event(.activeLoop(loop.string)))
    }
  }

  /// - Returns: none where one of them is neither a message nor a slot, since the step is passed over then.
  private func events(anyOf alternatives: JSONValue, at place: [String]) throws(TrainingDataError) -> [Event] {
    var events: [Event] = []
    for (index, item) in (alternatives.array ?? []).enumerated() {
      guard let members = item.object else { continue }
      if members["intent"] != nil {
        events.append(Event(.user(try message(members, at: place + ["\(index)"]))))
      } else if let slots = members["slot_was_set"] {
        events += try self.slots(slots, at: place + ["\(index)"])
      } else {
        return []
      }
    }
    return events
  }

  private func conditions(_ slots: JSONValue?) -> JSONObject? {
    var conditions = JSONObject()
    for slot in slots?.array ?? [] {
      guard let members = slot.object else { return nil }
      for (name, value) in members { conditions[name] = value }
    }
    return conditions
  }

  private func slots(_ slots: JSONValue, at place: [String]) throws(TrainingDataError) -> [Event] {
    var events: [Event] = []
    for slot in slots.array ?? [] {
      if let members = slot.object {
        for (name, value) in members { events.append(.slot(name, value)) }
      } else if let name = slot.string {
        events.append(.slot(name, try defaultValue(of: name, at: place)))
      } else {
        break
      }
    }
    return events
  }

  /// What a slot holds of which a story only says that it is set.
  private func defaultValue(of name: String, at place: [String]) throws(TrainingDataError) -> JSONValue {
    guard let domain else { return .null }
    guard let number = domain.slotNumber(Name(name)) else { throw document.error("the domain has no slot '\(name)'", at: place) }
    switch domain.slots[number].kind {
    case .text: return "filled"
    case .list: return ["filled"]
    default: return .null
    }
  }

  private func message(_ step: JSONObject, at place: [String]) throws(TrainingDataError) -> UserUttered {
    do throws(TrainingDataError) { return try StoryMessage(step).user } catch { throw document.error(error.description, at: place) }
  }
}
