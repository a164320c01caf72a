internal import Dialogue
internal import JSON

// `nil` is a literal of JSON values, too: in a condition's branch it would be taken for `null`.
extension JSONValue {
  /// The value, unless Python would take it for false.
  var ifTruthy: JSONValue? { isTruthy ? .some(self) : .none }

  /// The value, unless it is null.
  var unlessNull: JSONValue? { isNull ? .none : .some(self) }
}
