/// Any JSON value: what Souffleur keeps of data whose shape is a bot's own business (slot values, metadata, configuration).
///
/// Integers and floating-point numbers stay apart, as they do in Python: `1` and `1.0` are equal numbers but different texts.
public enum JSONValue: Sendable, Equatable {
  case null
  case bool(Bool)
  case integer(Int)
  /// An integer that `Int` cannot hold, by its digits: no leading zero, a minus sign where it is negative.
  case largeInteger(String)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object(JSONObject)
}

extension JSONValue {
  /// The string, or `nil` for every other kind of value.
  public var string: String? { if case .string(let value) = self { value } else { nil } }

  /// The truth value, or `nil` for every other kind of value.
  public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }

  /// The whole number; a floating-point number without a fraction counts as one.
  public var integer: Int? {
    switch self {
    case .integer(let value): value
    case .number(let value): Int(exactly: value)
    default: nil
    }
  }

  /// The number as a double, whichever way it was written.
  public var double: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .largeInteger(let digits): Double(digits)
    case .number(let value): value
    default: nil
    }
  }

  /// The elements, or `nil` for every other kind of value.
  public var array: [JSONValue]? { if case .array(let value) = self { value } else { nil } }

  /// The members in their order, or `nil` for every other kind of value.
  public var object: JSONObject? { if case .object(let value) = self { value } else { nil } }

  /// Whether this is JSON's `null`.
  public var isNull: Bool { if case .null = self { true } else { false } }

  /// A member of an object; `nil` when this is no object or has no such member.
  public subscript(_ key: String) -> JSONValue? { object?[key] }

  /// The kind of the value, for sentences such as "a list was found where an object was expected".
  public var kind: String {
    switch self {
    case .null: "null"
    case .bool: "a boolean"
    case .integer, .largeInteger: "an integer"
    case .number: "a number"
    case .string: "a string"
    case .array: "a list"
    case .object: "an object"
    }
  }
}

extension JSONValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  public init(nilLiteral: ()) { self = .null }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(integerLiteral value: Int) { self = .integer(value) }
  public init(floatLiteral value: Double) { self = .number(value) }
  public init(stringLiteral value: String) { self = .string(value) }
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    var object = JSONObject()
    for (key, value) in elements { object[key] = value }
    self = .object(object)
  }
}
