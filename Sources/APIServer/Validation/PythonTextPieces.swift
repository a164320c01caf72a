internal import Dialogue
internal import JSON

/// How `pprint` cuts a text that is too long for its line: the representations of its parts.
enum PythonTextPieces {
  /// - Parameters:
  ///   - width: of every line.
  ///   - allowance: how much of the last line what follows needs.
  static func of(_ text: String, width: Int, allowance: Int) -> [String] {
    var pieces: [String] = []
    let lines = lines(of: Array(text.unicodeScalars))
    for (index, line) in lines.enumerated() {
      let isLast = index == lines.count - 1
      let whole = represented(line)
      if PythonPrettyPrint.length(whole) <= width - (isLast ? allowance : 0) {
        pieces.append(whole)
      } else {
        pieces += words(of: line, width: width, allowance: isLast ? allowance : 0)
      }
    }
    return pieces
  }

  private static func words(of line: [Unicode.Scalar], width: Int, allowance: Int) -> [String] {
    var pieces: [String] = []
    var current: [Unicode.Scalar] = []
    let parts = parts(of: line)
    for (index, part) in parts.enumerated() {
      let limit = width - (index == parts.count - 1 ? allowance : 0)
      if PythonPrettyPrint.length(represented(current + part)) > limit {
        if !current.isEmpty { pieces.append(represented(current)) }
        current = part
      } else {
        current += part
      }
    }
    if !current.isEmpty { pieces.append(represented(current)) }
    return pieces
  }

  /// `str.splitlines(True)`.
  private static func lines(of text: [Unicode.Scalar]) -> [[Unicode.Scalar]] {
    var lines: [[Unicode.Scalar]] = []
    var current: [Unicode.Scalar] = []
    for (index, scalar) in text.enumerated() {
      current.append(scalar)
      let isFirstOfTwo = scalar == "\r" && index + 1 < text.count && text[index + 1] == "\n"
      guard lineEnds.contains(scalar.value), !isFirstOfTwo else { continue }
      lines.append(current)
      current = []
    }
    if !current.isEmpty { lines.append(current) }
    return lines
  }

  private static let lineEnds: Set<UInt32> = [0x0A, 0x0B, 0x0C, 0x0D, 0x1C, 0x1D, 0x1E, 0x85, 0x2028, 0x2029]

  /// Words, each with the white space behind it.
  private static func parts(of line: [Unicode.Scalar]) -> [[Unicode.Scalar]] {
    var parts: [[Unicode.Scalar]] = []
    var current: [Unicode.Scalar] = []
    var isBehindWord = false
    for scalar in line {
      let isSpace = scalar.properties.isWhitespace || 0x1C...0x1F ~= scalar.value
      if isBehindWord, !isSpace {
        parts.append(current)
        current = []
      }
      current.append(scalar)
      isBehindWord = isSpace
    }
    if !current.isEmpty { parts.append(current) }
    return parts
  }

  private static func represented(_ scalars: [Unicode.Scalar]) -> String {
    PythonFormat.representation(of: .string(String(String.UnicodeScalarView(scalars))))
  }
}
