import JSON

/// A text, a number or a truth value with the style in which it is written.
struct YAMLScalar {
  enum Style {
    case plain
    case singleQuoted
    case doubleQuoted
    case literal
  }

  let text: YAMLText
  let style: Style
  let isKey: Bool

  /// A key that stands on one line with its value.
  init(key text: YAMLText) { self.init(text, YAMLScalar.style(text, isKey: true), isKey: true) }

  /// - Parameter value: neither a list nor an object.
  init(_ value: YAMLValue) {
    switch value {
    case .null, .list, .map: self.init(YAMLText("null"), .plain)
    case .bool(let flag): self.init(YAMLText(flag ? "true" : "false"), .plain)
    case .integer(let number): self.init(YAMLText(String(number)), .plain)
    case .largeInteger(let digits): self.init(YAMLText(digits), .plain)
    case .number(let number): self.init(YAMLText(Self.text(of: number)), .plain)
    case .quoted(let text): self.init(YAMLText(text), .doubleQuoted)
    case .literal(let text): self.init(YAMLText(text), .literal)
    case .text(let text):
      let text = YAMLText(text)
      self.init(text, Self.style(text, isKey: false))
    }
  }

  private init(_ text: YAMLText, _ style: Style, isKey: Bool = false) {
    self.text = text
    self.style = style
    self.isKey = isKey
  }

  private static func style(_ text: YAMLText, isKey: Bool) -> Style {
    if text.isPlain, !PlainScalar.isTyped(text.scalars) { return .plain }
    if text.scalars.contains("'") || text.scalars.contains("\n") { return .doubleQuoted }
    return text.fitsSingleQuotes && !(isKey && text.hasBreaks) ? .singleQuoted : .doubleQuoted
  }

  private static func text(of number: Double) -> String {
    if number.isNaN { return ".nan" }
    if number.isInfinite { return number < 0 ? "-.inf" : ".inf" }
    return PythonFormat.representation(of: .number(number))
  }
}
