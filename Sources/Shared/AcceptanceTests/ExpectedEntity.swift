public import JSON

/// An entity that is to be found. What is not said of it may be anything.
public struct ExpectedEntity: Sendable, Equatable {
  /// A value as it was written and what that stands for: `2` is met by the number and by the text.
  public struct Value: Sendable, Equatable {
    public let text: String?
    public let json: JSONValue
  }

  public let entity: String
  public let value: Value?
  public let role: String?
  public let group: String?

  /// Whether that entity of a parsed message is meant.
  public func isMet(by found: JSONValue) -> Bool {
    func agrees(_ wanted: String?, _ key: String) -> Bool { wanted == nil || wanted == found[key]?.string }
    guard agrees(entity, "entity"), agrees(role, "role"), agrees(group, "group") else { return false }
    guard let value else { return true }
    let actual = found["value"] ?? .null
    if let number = actual.double, let wanted = value.json.double { return number == wanted }
    return actual == value.json || (value.text != nil && actual.string == value.text)
  }
}
