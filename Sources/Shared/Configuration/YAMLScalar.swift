public import JSON

/// A single YAML value.
public struct YAMLScalar: Sendable {
  /// How the value was written, as far as it matters to its meaning.
  public enum Style: Sendable, Equatable {
    /// Without quotes: `100` is a number, `~` is null.
    case plain
    /// In quotes, as a block, or by substitution of environment variables: always text.
    case text
  }

  /// The text, unquoted and unescaped.
  public let text: String
  public let style: Style
  /// A core type that was given explicitly, such as `!!str`.
  public let tag: YAMLTag?
  public let position: YAMLPosition

  /// The value that the text stands for, as Rasa's reader types it (YAML 1.2 with some habits of 1.1).
  ///
  /// `yes`, `on` and `None` are text, `010` is ten, `1_000` a thousand, `12:30` and dates are text.
  /// A whole number that no `Int` holds keeps its digits, as text.
  public var jsonValue: JSONValue {
    switch tag {
    case .string: .string(text)
    case .null: .null
    case .boolean: YAMLScalarTyping.boolean(text).map { .bool($0) } ?? .string(text)
    case .integer: YAMLScalarTyping.integer(text) ?? .string(text)
    case .float: YAMLScalarTyping.float(text) ?? YAMLScalarTyping.integer(text)?.double.map { .number($0) } ?? .string(text)
    case nil: style == .text ? .string(text) : YAMLScalarTyping.value(ofPlain: text)
    }
  }

  /// Whether this is the key that merges other mappings in.
  var isMergeKey: Bool { style == .plain && tag == nil && text == "<<" }

  /// Whether the text fits the type that its tag claims.
  var fitsTag: Bool {
    switch (tag, jsonValue) {
    case (.boolean, .string), (.integer, .string), (.float, .string): tag == .integer && YAMLScalarTyping.integer(text) != nil
    default: true
    }
  }
}
