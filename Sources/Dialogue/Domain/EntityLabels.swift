import JSON

/// The entities of a domain, with the roles and groups that predictions tell apart.
struct EntityLabels: Sendable {
  /// Joins an entity with its role or group.
  static let separator = "#"

  /// In the order of the domain.
  private(set) var entities: [Name] = []
  private var roles: [Name: [Name]] = [:]
  private var groups: [Name: [Name]] = [:]
  /// Entities that predictions do not see unless an intent names them.
  private(set) var ignored: [Name] = []

  init(_ json: JSONValue?) throws(DomainError) {
    for entry in json?.array ?? [] {
      if let name = entry.string {
        entities.append(Name(name))
      } else if let object = entry.object {
        for (name, properties) in object { try add(name, properties) }
      } else {
        throw DomainError("entities", "holds \(entry.kind)")
      }
    }
  }

  private mutating func add(_ text: String, _ properties: JSONValue) throws(DomainError) {
    let name = Name(text)
    guard properties.isTruthy else { throw DomainError("entities.\(text)", "has a colon but no properties") }
    entities.append(name)
    roles[name] = labels(name, properties["roles"])
    groups[name] = labels(name, properties["groups"])
    if properties["influence_conversation"] == .bool(false) { ignored.append(name) }
  }

  private func labels(_ entity: Name, _ json: JSONValue?) -> [Name]? {
    json?.array?.compactMap { $0.string.map { Name(entity.text + Self.separator + $0) } }
  }

  /// The entities that predictions see beside an intent, with their roles and groups.
  func used(by properties: JSONValue?) -> Set<Name> {
    var included: Set<Name>
    switch properties?["use_entities"] ?? .bool(true) {
    case .bool(true):
      included = Set(entities).subtracting(ignored)
      for labels in roles.values { included.formUnion(labels) }
      for labels in groups.values { included.formUnion(labels) }
    case let chosen: included = expanded(SlotMapping.names(chosen.isTruthy ? chosen : nil))
    }
    let excluded = properties?["ignore_entities"].map { SlotMapping.names($0.isTruthy ? $0 : nil) } ?? ignored
    return included.subtracting(expanded(excluded))
  }

  private func expanded(_ names: [Name]) -> Set<Name> {
    var result = Set(names)
    for name in names {
      result.formUnion(roles[name] ?? [])
      result.formUnion(groups[name] ?? [])
    }
    return result
  }
}
