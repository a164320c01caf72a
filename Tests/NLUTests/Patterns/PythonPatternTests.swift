import JSON
import NLU
import Testing

@Suite("Patterns mean what they mean in Python")
struct PythonPatternTests {
  /// Where a pattern and its first group are found, counted in code points, as `re.finditer` says it.
  private func found(_ pattern: PythonPattern, in text: String) -> JSONValue {
    FoundMatches.of(pattern, in: Array(text.utf8))
  }

  @Test("they find what was recorded and are refused where Python refuses them")
  func recorded() throws {
    let recording = try RecordedFixture.read("patterns.json")
    let texts = try #require(recording["texts"]?.array).compactMap(\.string)
    for example in try #require(recording["cases"]?.array) {
      let parts = try #require(example.array)
      let source = try #require(parts[0].string)
      for ignoresCase in [false, true] {
        let pattern = try? PythonPattern(source, ignoringCase: ignoresCase)
        let matches = pattern.map { pattern in JSONValue.array(texts.map { found(pattern, in: $0) }) }
        #expect(matches ?? .null == parts[ignoresCase ? 2 : 1], "\(source), ignoring case: \(ignoresCase)")
      }
    }
  }

  @Test("a search that would go on for ever is cut")
  func cuts() throws {
    let pattern = try PythonPattern("(a|aa)+$")
    let text = Array((String(repeating: "a", count: 5_000) + "b").utf8)
    #expect(text.withUnsafeBufferPointer { pattern.isFound(in: $0) } == false)
  }

  @Test("a search that stays within its limit at every place of a long text is cut as well")
  func cutsEverywhere() throws {
    let pattern = try PythonPattern("(?:a?){17}a{17}b")
    let text = Array((String(repeating: "a", count: 16_000) + "cb").utf8)
    #expect(text.withUnsafeBufferPointer { pattern.isFound(in: $0) } == false)
  }

  @Test("a match far behind the start of a text is found, also behind characters of several bytes")
  func farMatch() throws {
    let text = String(repeating: "日本é", count: 1_000) + "xy" + String(repeating: "é", count: 500)
    #expect(found(try PythonPattern("(?<=é)x(y)"), in: text) == [[3_000, 3_002, 3_001, 3_002]])
    #expect(found(try PythonPattern("\\Ax"), in: text) == [])
    #expect(found(try PythonPattern("é\\Z"), in: text) == [[3_501, 3_502]])
    #expect(found(try PythonPattern("^|\\Z"), in: text) == [[0, 0], [3_502, 3_502]])
  }

  @Test("halves of surrogate pairs are taken and never found, alone or within a range")
  func surrogates() throws {
    #expect(found(try PythonPattern("\\ud83d|a"), in: "😀a") == [[1, 2]])
    #expect(found(try PythonPattern("[\\ud800-\\udfff]"), in: "😀a") == [])
    #expect(found(try PythonPattern("[^\\ud800-\\udfff]"), in: "😀") == [[0, 1]])
    #expect(found(try PythonPattern("[\\ud7ff-\\ue000]+", ignoringCase: true), in: "\u{D7FF}\u{E000}") == [[0, 2]])
  }

  @Test("a comment as long as a book is read in one go")
  func longComment() throws {
    #expect(found(try PythonPattern("(?#" + String(repeating: "x", count: 2_000_000) + ")a"), in: "ba") == [[1, 2]])
  }

  @Test("a pattern cannot give any number of characters by their names")
  func manyNames() {
    let error = #expect(throws: PatternError.self) { try PythonPattern(String(repeating: "\\N{DIGIT ONE}", count: 101)) }
    #expect(error?.description == "it cannot be run: it gives more than 100 characters by their names")
  }

  @Test("what fuzzing found slow: names that no character can have are not looked for", arguments: ["DIGiT O\u{1}(?NE", "é", "D1\\u00e9"])
  func impossibleNames(name: String) {
    let error = #expect(throws: PatternError.self) { try PythonPattern("\\N{\(name)}") }
    #expect(error == .refused(reason: "undefined character name", offset: 0))
  }

  @Test("a first group that took no part is none, though a later one did")
  func groupWithoutPart() throws {
    #expect(found(try PythonPattern("(a)|(b)"), in: "ba") == [[0, 1, -1, -1], [1, 2, 1, 2]])
  }

  @Test("deep recursion does not exhaust the stack")
  func deep() throws {
    let pattern = try PythonPattern("(?:(a)|b)*c")
    let text = Array((String(repeating: "ab", count: 500_000)).utf8)
    #expect(text.withUnsafeBufferPointer { pattern.isFound(in: $0) } == false)
  }

  @Test("a lookup table too long for one program is searched as one pattern")
  func longTable() throws {
    let words = (0..<20_000).map { "entry\($0)" }
    let pattern = try PythonPattern("(\\b" + words.joined(separator: "\\b|\\b") + "\\b)", ignoringCase: true)
    #expect(found(pattern, in: "x Entry19999 entry7 entry20000 ENTRY12345.") == [[2, 12, 2, 12], [13, 19, 13, 19], [31, 41, 31, 41]])
  }

  @Test("of alternatives in different programs the first in the list wins")
  func longTableOrder() throws {
    let words = ["new york"] + (0..<20_000).map { "entry\($0)" } + ["new"]
    let pattern = try PythonPattern("(" + words.joined(separator: "|") + ")")
    #expect(found(pattern, in: "new new york") == [[0, 3, 0, 3], [4, 12, 4, 12]])
  }

  @Test("one pattern searches many texts at the same time")
  func concurrently() async throws {
    let pattern = try PythonPattern("(?i)\\b(\\w+)-\\1\\b")
    let texts = (0..<64).map { String(repeating: "x y-z ", count: $0 * 20) + "né-né" }
    let wrong = await withTaskGroup(of: Bool.self) { group in
      for text in texts {
        group.addTask {
          let bytes = Array(text.utf8)
          var starts: [Int] = []
          bytes.withUnsafeBufferPointer { bytes in
            pattern.forEachMatch(in: bytes) { match in
              starts.append(match.whole.lowerBound)
              return true
            }
          }
          return starts != [bytes.count - 7]
        }
      }
      return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(wrong == 0)
  }

  @Test("nesting that no one writes is refused, not followed")
  func nesting() {
    let source = String(repeating: "(", count: 10_000) + String(repeating: ")", count: 10_000)
    #expect(throws: PatternError.self) { try PythonPattern(source) }
  }

  @Test("the error says why and where, without the pattern")
  func errors() {
    let error = #expect(throws: PatternError.self) { try PythonPattern("secret(") }
    #expect(error?.description == "it is not a regular expression of Python: missing ), unterminated subpattern at 6")
  }
}
