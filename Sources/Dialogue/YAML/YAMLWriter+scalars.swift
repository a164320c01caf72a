extension YAMLWriter {
  /// - Parameter indent: of the lines behind the first one.
  mutating func scalar(_ scalar: YAMLScalar, indent: Int) {
    switch scalar.style {
    case .plain: plain(scalar.text.scalars, indent: indent, mayBreak: !scalar.isKey)
    case .singleQuoted: singleQuoted(scalar.text.scalars, indent: indent, mayBreak: !scalar.isKey)
    case .doubleQuoted: doubleQuoted(scalar.text.scalars, indent: indent, mayBreak: !scalar.isKey)
    case .literal: literal(scalar.text.scalars, indent: indent)
    }
  }

  private mutating func plain(_ text: [Unicode.Scalar], indent: Int, mayBreak: Bool) {
    space()
    markAsText()
    for part in YAMLTextParts(text) {
      if part.isSingleSpace(in: text), column > Self.width, mayBreak {
        startLine(indent: indent)
        markAsText()
      } else {
        write(text[part.range])
      }
    }
  }

  private mutating func singleQuoted(_ text: [Unicode.Scalar], indent: Int, mayBreak: Bool) {
    indicator("'", afterSpace: true)
    for part in YAMLTextParts(text) {
      switch part.kind {
      case .spaces:
        let isInside = part.range.lowerBound > 0 && part.range.upperBound < text.count
        if part.isSingleSpace(in: text), isInside, column > Self.width, mayBreak {
          startLine(indent: indent)
        } else {
          write(text[part.range])
        }
      case .breaks:
        // The first of them would be read as a space if it were a line feed; those stand in double quotes.
        for scalar in text[part.range] { breakLine(scalar) }
        startLine(indent: indent)
      case .word: write(text[part.range])
      }
    }
    indicator("'", afterSpace: false)
  }

  private mutating func doubleQuoted(_ text: [Unicode.Scalar], indent: Int, mayBreak: Bool) {
    indicator("\"", afterSpace: true)
    // What is read but not yet written.
    var pending = 0
    for index in text.indices {
      let scalar = text[index]
      if let escape = YAMLEscape.text(of: scalar) {
        write(text[pending..<index])
        write(escape.unicodeScalars)
        pending = index + 1
      }
      guard mayBreak, index > 0, index < text.count - 1, scalar == " " || pending >= index else { continue }
      guard column + index - pending > Self.width else { continue }
      // An escaped line break; a space behind it has to be escaped, as it would be taken for indentation.
      write(text[min(pending, index)..<index])
      pending = max(pending, index)
      write(CollectionOfOne("\\"))
      startLine(indent: indent)
      markAsText()
      if text[pending] == " " { write(CollectionOfOne("\\")) }
    }
    write(text[min(pending, text.count)...])
    indicator("\"", afterSpace: false)
  }

  private mutating func literal(_ text: [Unicode.Scalar], indent: Int) {
    let hints = Self.hints(text)
    indicator("|" + hints, afterSpace: true)
    if hints.hasSuffix("+") { markAsOpenEnded() }
    breakLine()
    var isAtStart = true
    for scalar in text {
      if YAMLText.isBreak(scalar) {
        breakLine(scalar)
        isAtStart = true
      } else {
        if isAtStart { startLine(indent: indent) }
        isAtStart = false
        writeUncounted(CollectionOfOne(scalar))
      }
    }
    if let last = text.last, !YAMLText.isBreak(last) { breakLine() }
  }

  /// What a block says of itself: its indentation, where it begins with white space, and what becomes of the breaks at its end.
  private static func hints(_ text: [Unicode.Scalar]) -> String {
    guard let first = text.first, let last = text.last else { return "" }
    let indentation = first == " " || YAMLText.isBreak(first) ? "2" : ""
    if !YAMLText.isBreak(last) { return indentation + "-" }
    return text.count == 1 || YAMLText.isBreak(text[text.count - 2]) ? indentation + "+" : indentation
  }
}
