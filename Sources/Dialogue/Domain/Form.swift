import JSON

/// A form: the slots that it fills by asking for them.
public struct Form: Sendable {
  public let name: Name
  public let requiredSlots: [Name]
  /// Intents that fill none of its slots.
  public let ignoredIntents: [Name]
  /// The mappings by entity that fill just one of the slots, as the domain has them.
  private let uniqueEntityMappings: [JSONObject]

  init(name: String, json: JSONValue, slots: [Slot]) throws(DomainError) {
    self.name = Name(name)
    // A list of slots without a key is what older domains have.
    let required = json["required_slots"] ?? json
    requiredSlots = required.array.map { $0.compactMap { $0.string.map { Name($0) } } } ?? (required.object?.keys ?? []).map { Name($0) }
    guard json.isNull || json.object != nil || json.array != nil else { throw DomainError("forms.\(name)", "holds \(json.kind)") }
    ignoredIntents = SlotMapping.names(json["ignored_intents"])
    uniqueEntityMappings = Self.uniqueMappings(of: requiredSlots, slots)
  }

  /// Whether an entity that this mapping accepts can be meant for one slot of the form only.
  public func isUnique(_ mapping: SlotMapping) -> Bool { uniqueEntityMappings.contains(mapping.json) }

  private static func uniqueMappings(of names: [Name], _ slots: [Slot]) -> [JSONObject] {
    var unique: [JSONObject] = []
    var repeated: [JSONObject] = []
    for name in names {
      for mapping in slots.first(where: { $0.name == name })?.mappings ?? [] where mapping.kind == .fromEntity {
        if let place = unique.firstIndex(of: mapping.json) {
          repeated.append(unique.remove(at: place))
        } else if !repeated.contains(mapping.json) {
          unique.append(mapping.json)
        }
      }
    }
    return unique
  }
}
