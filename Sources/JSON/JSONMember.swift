/// What a JSON text says of one member of its object.
public enum JSONMember: Sendable, Equatable {
  /// The text holds no object.
  case noObject
  /// The object has no such member.
  case absent
  case value(JSONValue)
}
