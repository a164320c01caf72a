import JSON

/// What the user's last message says of slots.
struct SlotExtraction {
  private let tracker: Tracker
  private let intent: Name?
  private let entities: [JSONValue]
  private let activeLoop: Name?
  private let isLoopRejected: Bool

  init(_ tracker: Tracker) {
    self.tracker = tracker
    intent = tracker.latestMessage.intent["name"]?.string.map { Name($0) }
    entities = tracker.latestEntities
    activeLoop = tracker.activeLoopName.map { Name($0) }
    isLoopRejected = tracker.activeLoop?.isRejected ?? false
  }

  /// Whether a mapping is meant for the message.
  func applies(_ mapping: SlotMapping, to slot: Slot) -> Bool {
    isKnown(mapping) && isIntentDesired(by: mapping) && conditionsHold(of: mapping, slot) && !isAmbiguous(mapping, slot)
  }

  /// What the mapping fills in; `nil` for nothing, and for the mappings that a custom action has to answer.
  func value(of mapping: SlotMapping, for slot: Slot) -> JSONValue? {
    let values = values(of: mapping)
    guard let last = values.last else { return nil }
    if slot.kind == .list { return .array(values) }
    // Spelled out, as `nil` in a conditional expression would be a JSON null.
    if last.isNull, tracker.slot(slot.name.text).isNull { return nil }
    return last
  }

  private func values(of mapping: SlotMapping) -> [JSONValue] {
    switch mapping.kind {
    case .fromEntity: entities.filter { isMeant($0, by: mapping) }.map { $0["value"] ?? .null }
    case .fromIntent: [mapping.value]
    case .fromTriggerIntent: isTriggered(mapping) ? [mapping.value] : []
    case .fromText: [tracker.latestMessage.text.map { .string($0) } ?? .null]
    case .custom: []
    }
  }

  private func isMeant(_ entity: JSONValue, by mapping: SlotMapping) -> Bool {
    ["entity", "role", "group"].allSatisfy { key in (entity[key] ?? .null).equalsInPython(mapping.json[key] ?? .null) }
  }

  /// Whether the loop that the mapping belongs to is just active.
  private func isTriggered(_ mapping: SlotMapping) -> Bool {
    guard let activeLoop else { return false }
    return mapping.conditions.isEmpty || mapping.conditions.contains { $0.activeLoop.map { Name($0) } == activeLoop }
  }
}

extension SlotExtraction {
  /// Whether the domain has what the mapping names.
  private func isKnown(_ mapping: SlotMapping) -> Bool {
    switch mapping.kind {
    case .fromEntity: mapping.entity.map { tracker.domain.entities.contains(Name($0)) } ?? false
    case .fromIntent: mapping.intents.allSatisfy { $0.text.isEmpty || tracker.domain.intents.contains($0) }
    default: true
    }
  }

  private func isIntentDesired(by mapping: SlotMapping) -> Bool {
    if let intent, mapping.intents.contains(intent) { return true }
    guard mapping.intents.isEmpty else { return false }
    return intent.map { !mapping.notIntents.contains($0) && !isIgnored($0, for: mapping) } ?? true
  }

  /// Whether the active form ignores an intent, as far as the mapping belongs to the form.
  private func isIgnored(_ intent: Name, for mapping: SlotMapping) -> Bool {
    guard let activeLoop, let form = tracker.domain.form(activeLoop) else { return false }
    let isOfForm = mapping.conditions.isEmpty || mapping.conditions.contains { $0.activeLoop.map { Name($0) } == activeLoop }
    return isOfForm && form.ignoredIntents.contains(intent)
  }

  private func conditionsHold(of mapping: SlotMapping, _ slot: Slot) -> Bool {
    if mapping.conditions.isEmpty || mapping.kind == .fromTriggerIntent { return true }
    if isLoopRejected, tracker.isRequested(slot.name) { return false }
    return mapping.conditions.contains { condition in
      guard let loop = condition.activeLoop else { return activeLoop == nil }
      guard !loop.isEmpty, Name(loop) == activeLoop else { return false }
      guard let requested = condition.requestedSlot, !requested.isEmpty else { return true }
      return tracker.isRequested(Name(requested))
    }
  }

  /// Whether the entity could as well be meant for another slot of the active form, which does not ask for this one.
  private func isAmbiguous(_ mapping: SlotMapping, _ slot: Slot) -> Bool {
    guard mapping.kind == .fromEntity, let activeLoop, !tracker.isRequested(slot.name) else { return false }
    guard let form = tracker.domain.form(activeLoop), form.requiredSlots.contains(slot.name) else { return false }
    return !form.isUnique(mapping)
  }
}
