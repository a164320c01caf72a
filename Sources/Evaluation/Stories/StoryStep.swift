internal import Dialogue
internal import JSON

/// A place where stories are joined.
struct Checkpoint: Sendable {
  static let start = Checkpoint(name: "STORY_START")

  let name: Name
  /// The slots that a story must have to go on here, with their values.
  var conditions = JSONObject()

  func isMet(by tracker: Tracker) -> Bool {
    conditions.members.allSatisfy { tracker.slot($0.key).equalsInPython($0.value) }
  }
}

/// A piece of a story between two checkpoints, or between one and an end.
struct StoryStep: Sendable {
  /// Counts the steps of a file; also the order in which they are followed.
  var id: Int
  let isRule: Bool
  var starts: [Checkpoint]
  /// None in a step with which stories end.
  var ends: [Name]
  var events: [Event]

  /// The events with those that stories leave out: the bot listens before each message and at the end, and entities fill slots.
  func explicitEvents(in domain: Domain) -> [Event] {
    var explicit: [Event] = []
    func listen() {
      if explicit.last?.action?.action != .name(Name(DefaultAction.listen)) { explicit.append(.action(DefaultAction.listen)) }
    }
    for event in events {
      if event.user != nil { listen() }
      explicit.append(event)
      if let user = event.user { explicit += domain.slotEvents(for: user.entities) }
    }
    if ends.isEmpty { listen() }
    return explicit
  }
}

extension Domain {
  /// The slots that the entities of a story's message fill: by mappings from entities that hold outside of forms.
  fileprivate func slotEvents(for entities: [JSONValue]) -> [Event] {
    guard json["config"]?["store_entities_as_slots"]?.isTruthy ?? true else { return [] }
    return slots.compactMap { slot in
      let values = slot.mappings.filter { $0.kind == .fromEntity && $0.conditions.first?.activeLoop == nil }.flatMap { mapping in
        entities.filter { mapping.accepts($0) }.map { $0["value"] ?? .null }
      }
      guard let last = values.last else { return nil }
      return .slot(slot.name.text, slot.kind == .list ? .array(values) : last)
    }
  }
}

extension SlotMapping {
  fileprivate func accepts(_ entity: JSONValue) -> Bool {
    func isSame(_ value: JSONValue?, _ name: String?) -> Bool { value?.string.map { Name($0) } == name.map { Name($0) } }
    return isSame(entity["entity"], self.entity) && isSame(entity["role"], role) && isSame(entity["group"], group)
  }
}
