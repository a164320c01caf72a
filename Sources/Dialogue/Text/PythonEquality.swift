package import JSON

extension JSONValue {
  /// Whether Python takes two values for equal: numbers and truth values by what they count, strings by their code points.
  package func equalsInPython(_ other: JSONValue) -> Bool {
    switch (self, other) {
    case (.null, .null): true
    case (.string(let left), .string(let right)): Name(left) == Name(right)
    case (.array(let left), .array(let right)):
      left.count == right.count && zip(left, right).allSatisfy { $0.equalsInPython($1) }
    case (.object(let left), .object(let right)):
      left.count == right.count && left.members.allSatisfy { key, value in right[key].map(value.equalsInPython) ?? false }
    default: Self.areEqualNumbers(self, other)
    }
  }

  private static func areEqualNumbers(_ left: JSONValue, _ right: JSONValue) -> Bool {
    switch (left.count, right.count) {
    case (.integer(let left)?, .integer(let right)?): left == right
    case (.largeInteger(let left)?, .largeInteger(let right)?): left == right
    case (.number(let left)?, .number(let right)?): left == right
    case (.integer(let whole)?, .number(let number)?), (.number(let number)?, .integer(let whole)?): Int(exactly: number) == whole
    default: false
    }
  }

  /// The number that a number or truth value is.
  private var count: JSONValue? {
    switch self {
    case .bool(let flag): .integer(flag ? 1 : 0)
    case .integer, .largeInteger, .number: self
    default: nil
    }
  }
}
