public import JSON

/// A slot as the domain defines it: what it may hold, how messages fill it, and what predictions see of it.
public struct Slot: Sendable {
  public enum Kind: Sendable, Equatable {
    case text
    case bool
    /// The categories, in lower case, and the one for everything else.
    case categorical([Name])
    case float(minimum: Double, maximum: Double)
    case list
    case any
  }

  public let name: Name
  public let kind: Kind
  public let initialValue: JSONValue
  /// Whether predictions see the slot.
  public let influencesConversation: Bool
  public let mappings: [SlotMapping]

  /// Every value that is none of the categories.
  static let otherCategory: Name = "__other__"

  /// A slot that the domain does not name.
  init(name: String, kind: Kind) {
    self.name = Name(name)
    self.kind = kind
    initialValue = .null
    influencesConversation = false
    mappings = []
  }

  init(name: String, json: JSONValue) throws(DomainError) {
    let place = "slots.\(name)"
    guard let type = json["type"]?.string else { throw DomainError(place, "has no type") }
    self.name = Name(name)
    kind = try Self.kind(type, json, place)
    let initial = json["initial_value"] ?? .null
    initialValue = kind == .list && initial.isTruthy && initial.array == nil ? .array([initial]) : initial
    influencesConversation = json["influence_conversation"]?.isTruthy ?? (kind != .any)
    guard !(influencesConversation && kind == .any) else { throw DomainError(place, "is of type any and cannot influence conversations") }
    var mappings: [SlotMapping] = []
    for mapping in json["mappings"]?.array ?? [] { mappings.append(try SlotMapping(mapping, slot: name)) }
    self.mappings = mappings
  }

  private static func kind(_ type: String, _ json: JSONValue, _ place: String) throws(DomainError) -> Kind {
    switch type {
    case "text": return .text
    case "bool": return .bool
    case "list": return .list
    case "any": return .any
    case "categorical":
      var categories = (json["values"]?.array ?? []).filter { !$0.isNull }.map { Name(lowercased(PythonFormat.text(of: $0))) }
      if !categories.contains(otherCategory) { categories.append(otherCategory) }
      return .categorical(categories)
    case "float":
      let minimum = json["min_value"]?.double ?? 0
      let maximum = json["max_value"]?.double ?? 1
      guard minimum < maximum else { throw DomainError(place, "has a min_value that is not below its max_value") }
      return .float(minimum: minimum, maximum: maximum)
    default: throw DomainError(place, "has the type \(type), which is Python code of one's own and cannot be run here")
    }
  }

  /// What the slot holds once `value` is set: a list slot makes a list of anything else that counts as true.
  func stored(_ value: JSONValue) -> JSONValue {
    kind == .list && value.isTruthy && value.array == nil ? .array([value]) : value
  }
}
