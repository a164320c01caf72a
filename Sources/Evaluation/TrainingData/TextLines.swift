/// Python's `str.splitlines`.
enum TextLines {
  static func split(_ text: String) -> [Substring.UnicodeScalarView] {
    var lines: [Substring.UnicodeScalarView] = []
    var rest = Substring(text).unicodeScalars
    while let end = rest.firstIndex(where: isLineEnd) {
      lines.append(rest[..<end])
      let next = rest.index(after: end)
      let isPair = rest[end] == "\r" && next < rest.endIndex && rest[next] == "\n"
      rest = rest[(isPair ? rest.index(after: next) : next)...]
    }
    if !rest.isEmpty { lines.append(rest) }
    return lines
  }

  private static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0A...0x0D, 0x1C...0x1E, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }
}
