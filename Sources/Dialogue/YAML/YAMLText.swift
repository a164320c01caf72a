/// A text with what decides how it may be written.
struct YAMLText {
  let scalars: [Unicode.Scalar]
  /// Whether there is a line break in it.
  let hasBreaks: Bool
  /// Whether it may stand without quotes, as far as its signs go: nothing in it would be read as a part of the document.
  let isPlain: Bool
  /// Whether it may stand in single quotes.
  let fitsSingleQuotes: Bool

  init(_ text: String) {
    scalars = Array(text.unicodeScalars)
    var signs = Signs()
    for index in scalars.indices { signs.take(index, of: scalars) }
    hasBreaks = signs.hasBreaks
    let begins = text.utf8.prefix(3)
    let isMarker = begins.elementsEqual("---".utf8) || begins.elementsEqual("...".utf8)
    fitsSingleQuotes = !(signs.hasSpaceAfterBreak || signs.hasBreakAfterSpace || signs.isSpecial)
    isPlain = fitsSingleQuotes && !hasBreaks && !isMarker && !signs.isIndicator && scalars.first != " " && scalars.last != " "
  }

  static func isBreak(_ scalar: Unicode.Scalar?) -> Bool {
    switch scalar {
    case "\n", "\u{85}", "\u{2028}", "\u{2029}": true
    default: false
    }
  }

  /// Whether a text may hold it as it is.
  static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xFEFF: false
    case 0x20...0x7E, 0x0A, 0x85, 0xA0...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }
}

/// What a text has in it.
private struct Signs {
  var hasBreaks = false
  /// Something that only an escape can say.
  var isSpecial = false
  /// Something that would be read as a part of the document.
  var isIndicator = false
  var hasSpaceAfterBreak = false
  var hasBreakAfterSpace = false

  mutating func take(_ index: Int, of scalars: [Unicode.Scalar]) {
    let scalar = scalars[index]
    let previous = index > 0 ? scalars[index - 1] : nil
    let endsWord = Self.isSpace(index + 1 < scalars.count ? scalars[index + 1] : nil)
    switch scalar {
    case "#": if Self.isSpace(previous) { isIndicator = true }
    case ",", "[", "]", "{", "}", "&", "*", "!", "|", ">", "'", "\"", "%", "@", "`": if index == 0 { isIndicator = true }
    case "?", "-": if index == 0, endsWord { isIndicator = true }
    case ":": if endsWord { isIndicator = true }
    default: break
    }
    if YAMLText.isBreak(scalar) {
      hasBreaks = true
      if previous == " " { hasBreakAfterSpace = true }
    } else if scalar == " ", YAMLText.isBreak(previous) {
      hasSpaceAfterBreak = true
    }
    if !YAMLText.isPrintable(scalar) { isSpecial = true }
  }

  /// Whether it ends a word; the ends of the text do as well.
  private static func isSpace(_ scalar: Unicode.Scalar?) -> Bool {
    switch scalar {
    case nil, "\0", " ", "\t", "\r": true
    default: YAMLText.isBreak(scalar)
    }
  }
}
