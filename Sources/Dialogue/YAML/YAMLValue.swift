import JSON

/// What is written as YAML: a JSON value, in which texts may have a style of their own.
indirect enum YAMLValue: Sendable {
  case null
  case bool(Bool)
  case integer(Int)
  /// By its digits.
  case largeInteger(String)
  case number(Double)
  /// In the plainest style that reads back as the same text.
  case text(String)
  /// In double quotes, whatever it is.
  case quoted(String)
  /// As a block that keeps its lines: `|`.
  case literal(String)
  case list([YAMLValue])
  case map([YAMLMember])

  init(_ json: JSONValue) {
    switch json {
    case .null: self = .null
    case .bool(let flag): self = .bool(flag)
    case .integer(let number): self = .integer(number)
    case .largeInteger(let digits): self = .largeInteger(digits)
    case .number(let number): self = .number(number)
    case .string(let text): self = .text(text)
    case .array(let elements): self = .list(elements.map { YAMLValue($0) })
    case .object(let members): self = .map(members.map { YAMLMember($0.key, YAMLValue($0.value)) })
    }
  }
}

/// A key with its value.
struct YAMLMember: Sendable {
  let key: String
  let value: YAMLValue

  init(_ key: String, _ value: YAMLValue) {
    self.key = key
    self.value = value
  }
}
