import JSON
import NLU

/// What a pattern finds, as the fixtures record it.
enum FoundMatches {
  /// Where a pattern and its first group are found, counted in code points, as `re.finditer` says it.
  static func of(_ pattern: PythonPattern, in bytes: [UInt8]) -> JSONValue {
    func codePoints(_ end: Int) -> JSONValue { .integer(bytes[..<end].count { $0 & 0xC0 != 0x80 }) }
    var matches: [JSONValue] = []
    bytes.withUnsafeBufferPointer { text in
      pattern.forEachMatch(in: text) { match in
        var ends = [codePoints(match.whole.lowerBound), codePoints(match.whole.upperBound)]
        if pattern.groups > 0 {
          ends += match.group.map { [codePoints($0.lowerBound), codePoints($0.upperBound)] } ?? [-1, -1]
        }
        matches.append(.array(ends))
        return true
      }
    }
    return .array(matches)
  }
}
