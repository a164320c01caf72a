import Dialogue
import JSON

extension PolicyPrediction {
  /// As the recording has it: scores that are not 0, by the number of the action.
  var json: JSONValue {
    var scores = JSONObject()
    for (index, score) in self.scores.enumerated() where score != 0 { scores[String(index)] = .number(score) }
    return [
      "scores": .object(scores), "count": .integer(self.scores.count), "policy": policy.map { .string($0) } ?? .null,
      "priority": .integer(priority), "events": .array(events.map(\.json)), "optional": .array(optionalEvents.map(\.json)),
      "e2e": .bool(isEndToEnd), "nouser": .bool(isWithoutUser), "hide": .bool(hidesRuleTurn),
    ]
  }
}

extension Event {
  /// As it is written, but without its time.
  var json: JSONValue {
    var writer = JSONWriter()
    write(into: &writer)
    var members = (try? JSONParser.parse(writer.bytes))?.object ?? JSONObject()
    members["timestamp"] = nil
    return .object(members)
  }
}

extension DialogueState {
  /// As Rasa's dictionaries have it.
  var json: JSONValue {
    var state = JSONObject()
    if let user {
      var members = JSONObject()
      if let intent = user.intent { members["intent"] = .string(intent.text) }
      if let text = user.text { members["text"] = .string(text.text) }
      if !user.entities.isEmpty { members["entities"] = .array(user.entities.map { .string($0.text) }) }
      state["user"] = .object(members)
    }
    if !slots.isEmpty {
      var members = JSONObject()
      for slot in slots { members[slot.slot.text] = slot.values.map { .array($0.map { .number($0) }) } ?? .string(shouldNotBeSet) }
      state["slots"] = .object(members)
    }
    switch previousAction {
    case .name(let name): state["prev_action"] = ["action_name": .string(name.text)]
    case .text(let text): state["prev_action"] = ["action_text": .string(text.text)]
    case nil: break
    }
    if let activeLoop { state["active_loop"] = ["name": .string(activeLoop.text)] }
    return .object(state)
  }
}

extension Tracker {
  /// What is told of the conversation, without its events and without slots that are not set.
  func told() throws -> JSONValue {
    var writer = JSONWriter()
    write(into: &writer, events: .none)
    var told = try JSONParser.parse(writer.bytes).object ?? JSONObject()
    var slots = JSONObject()
    for (name, value) in told["slots"]?.object ?? JSONObject() where !value.isNull { slots[name] = value }
    told["slots"] = .object(slots)
    return .object(told)
  }
}

extension JSONValue {
  /// The first place where another value is not the same; numbers are, however they are written.
  func difference(_ other: JSONValue, at place: String) -> String? {
    switch (self, other) {
    case (.object(let ours), .object(let theirs)):
      for (key, value) in ours where theirs[key] == nil { return "\(place).\(key) is \(value.jsonText) and should be absent" }
      for (key, value) in theirs {
        guard let own = ours[key] else { return "\(place).\(key) is absent and should be \(value.jsonText)" }
        if let difference = own.difference(value, at: "\(place).\(key)") { return difference }
      }
      return nil
    case (.array(let ours), .array(let theirs)) where ours.count == theirs.count:
      for index in ours.indices {
        if let difference = ours[index].difference(theirs[index], at: "\(place)[\(index)]") { return difference }
      }
      return nil
    default:
      if self == other { return nil }
      if let own = double, own == other.double { return nil }
      return "\(place) is \(jsonText) and should be \(other.jsonText)"
    }
  }
}
