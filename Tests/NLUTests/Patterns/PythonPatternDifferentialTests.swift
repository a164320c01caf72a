import JSON
import NLU
import Testing

/// Two thousand patterns, collected and drawn, against what CPython 3.10 found with them: see Tools/Patterns/generate.py, which also
/// shows the matches behind a number.
@Suite("Patterns, collected and drawn, find what Python finds")
struct PythonPatternDifferentialTests {
  /// Where the two are known to differ. A case is the number of a pattern, with an `i` when case is ignored.
  static let known: [String: Set<String>] = [
    "a look-behind with alternatives of different lengths is not refused; Rasa refuses it in training":
      ["247", "247i", "708", "708i", "1188", "1188i", "1590", "1590i"],
    "a repetition of more than 65535 is refused": ["283", "283i"],
    "ignoring case, a reference takes ſ for s, and not İ for i": ["73i", "74i"],
    "Python reports a group that ends before it starts": ["1249", "1249i"],
  ]

  @Test("the only differences are those that are known")
  func differences() throws {
    let recording = try RecordedFixture.read("differential.json")
    let texts = try #require(recording["texts"]?.array).compactMap(\.string).map { Array($0.utf8) }
    let cases = try #require(recording["cases"]?.array)
    try #require(cases.count == 2_000 && texts.count == 20)
    var differing: [String: String] = [:]
    for (number, row) in cases.enumerated() {
      let parts = try #require(row.array)
      let source = try #require(parts[0].string)
      for (suffix, expected) in [("", parts[1]), ("i", parts[2])] {
        let pattern = try? PythonPattern(source, ignoringCase: suffix == "i")
        let found = pattern.map { pattern in JSONValue.string(Self.number(of: .array(texts.map { FoundMatches.of(pattern, in: $0) }))) }
        if found ?? .null != expected { differing["\(number)\(suffix)"] = source }
      }
    }
    let known = Self.known.values.reduce(into: Set()) { $0.formUnion($1) }
    let new = differing.filter { !known.contains($0.key) }
    #expect(new.isEmpty, "these differ: \(new)")
    #expect(known.subtracting(differing.keys).isEmpty, "these differ no more and need not be listed")
  }

  /// The FNV-1a hash of a JSON text, 16 hexadecimal digits.
  private static func number(of json: JSONValue) -> String {
    let hash = json.jsonText.utf8.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
