import JSON
import Shared
import Testing

@Suite struct YAMLParserTests {
  @Test("collections, blocks and flows become one tree with places")
  func tree() throws {
    let node = try yaml("# comment\na:\n- 1\n-\n- {b: [x, 'y']}\nc: |\n  line\n  next\n")
    #expect(node.jsonValue == ["a": [1, nil, ["b": ["x", "y"]]], "c": "line\nnext\n"])
    #expect(node["a"]?.position == YAMLPosition(line: 3, column: 1))
    #expect(node.position(of: ["a", "2", "b", "1"]) == YAMLPosition(line: 5, column: 11))
    #expect(node.position(of: ["a", "2", "missing"]) == YAMLPosition(line: 5, column: 3))
    #expect(node.jsonValue.object?.keys == ["a", "c"])
  }

  @Test("a text without a document holds none", arguments: ["", "\n", "# comment\n", "\u{FEFF}"])
  func empty(text: String) throws {
    #expect(try YAMLParser.parse(Array(text.utf8), file: "test.yml") == nil)
  }

  @Test("one document may be marked as such")
  func marked() throws {
    #expect(try yaml("---\na: 1\n...\n").jsonValue == ["a": 1])
    #expect(try yaml("\u{FEFF}a: 1").jsonValue == ["a": 1])
  }

  @Test("an alias stands for the value of its anchor")
  func alias() throws {
    #expect(try yaml("a: &x {b: 1}\nc: *x\nd: [*x, &y 2, *y]").jsonValue == ["a": ["b": 1], "c": ["b": 1], "d": [["b": 1], 2, 2]])
  }

  @Test("a merge brings what the mapping does not say itself")
  func merge() throws {
    #expect(try yaml("a: &x {b: 1, c: 2}\nd:\n  <<: *x\n  c: 3").jsonValue["d"] == ["b": 1, "c": 3])
    #expect(try yaml("d:\n  c: 3\n  <<: {c: 4, e: 5}").jsonValue["d"] == ["c": 3, "e": 5])
    #expect(try yaml("d:\n  <<: [{a: 1, b: 1}, {b: 2, c: 2}]").jsonValue["d"] == ["a": 1, "b": 1, "c": 2])
    #expect(try yaml("d: {<<: {<<: {a: 1}, b: 2}, c: 3}").jsonValue["d"] == ["a": 1, "b": 2, "c": 3])
    #expect(try yaml("d:\n  '<<': {a: 1}").jsonValue["d"] == ["<<": ["a": 1]])
  }

  @Test("a duplicate key is refused with both places", arguments: ["a: 1\nb: 2\na: 3", "a: 1\nb: 2\n'a': 3", "a: 1\nb: 2\n\"\\x61\": 3"])
  func duplicateKey(text: String) throws {
    let error = try yamlError(text)
    #expect(error == YAMLError(.duplicateKey("a", first: .init(line: 1, column: 1)), file: "test.yml", at: .init(line: 3, column: 1)))
    #expect("\(error)" == "test.yml, line 3, column 1: the key \"a\" stands here a second time; the first is at line 1, column 1")
  }

  @Test("keys that only look alike are different")
  func canonicalEquivalence() throws {
    #expect(try yaml("\u{E9}: 1\ne\u{301}: 2").jsonValue.object?.count == 2)
    #expect(try yaml("<<: {\u{E9}: 1}\ne\u{301}: 2").jsonValue.object?.count == 2)
  }

  @Test("what cannot be used is refused with its place")
  func refusals() throws {
    let cases: [(String, YAMLError.Reason, Int, Int)] = [
      ("d:\n  <<: {a: 1}\n  <<: {b: 2}", .duplicateKey("<<", first: .init(line: 2, column: 3)), 3, 3),
      ("d:\n  <<: 3", .malformedMerge, 2, 7),
      ("d:\n  <<: [3]", .malformedMerge, 2, 7),
      ("a: *nope", .undefinedAlias("nope"), 1, 4),
      ("a: &x [*x]", .recursiveAlias("x"), 1, 8),
      ("a: &x {b: *x}", .recursiveAlias("x"), 1, 11),
      ("a: &x 1\nb: &x 2", .duplicateAnchor("x", first: .init(line: 1, column: 4)), 2, 4),
      ("a: 1\n---\nb: 2", .severalDocuments, 2, 1),
      ("? [1, 2]\n: x", .keyIsNoScalar, 1, 3),
      ("a: !foo bar", .unsupportedTag("!foo"), 1, 4),
      ("a: !foo {b: c}", .unsupportedTag("!foo"), 1, 4),
      ("a: !!python/name:os.system", .unsupportedTag("tag:yaml.org,2002:python/name:os.system"), 1, 4),
      ("a: !!int x", .valueDoesNotFitTag("tag:yaml.org,2002:int"), 1, 4),
    ]
    for (text, reason, line, column) in cases {
      #expect(try yamlError(text) == YAMLError(reason, file: "test.yml", at: .init(line: line, column: column)), "\(text)")
    }
  }

  @Test("a text that is no YAML is refused with the place")
  func syntax() throws {
    let cases = [
      ("a: 'x", 1, 6), ("a: [1, 2", 2, 1), ("a: b\n c: d", 2, 3), ("\ta: 1", 1, 1), ("a: %FOO", 1, 4), ("a: {b: ${FOO}}", 1, 9),
      ("a: @x", 1, 4),
    ]
    for (text, line, column) in cases {
      let error = try yamlError(text)
      guard case .syntax = error.reason else {
        Issue.record("\(error)")
        continue
      }
      #expect(error.position == YAMLPosition(line: line, column: column), "\(text): \(error)")
    }
  }

  @Test(
    "bytes that are no characters are refused",
    arguments: [[0x61, 0x3A, 0x20, 0xFF], [0x61, 0x00], [0x07], [0xC3], [0xFF, 0xFE, 0x00]])
  func invalidBytes(bytes: [UInt8]) {
    #expect(throws: YAMLError.self) { try YAMLParser.parse(bytes, file: "test.yml") }
  }

  @Test("depth, size and what aliases expand to are bounded")
  func bounds() throws {
    var limits = YAMLLimits()
    limits.maximumBytes = 1 << 20
    #expect(try yamlError(String(repeating: "[", count: 500_000), limits: limits).reason == .tooDeep(limit: 100))
    #expect(try yamlError(String(repeating: "a: ", count: 2 << 20), limits: limits).reason == .tooLarge(limit: 1 << 20))
    let laughs = (1..<30).map { "a\($0): &a\($0) [\(Array(repeating: "*a\($0 - 1)", count: 10).joined(separator: ", "))]" }
    let bomb = (["a0: &a0 [lol, lol, lol]"] + laughs).joined(separator: "\n")
    #expect(try yamlError(bomb).reason == .tooMuchThroughAliases(limit: limits.maximumExpandedBytes))
    let merges = (1..<60).map { "a\($0): &a\($0) {<<: [*a\($0 - 1), *a\($0 - 1)], k\($0): 1}" }
    #expect(try yamlError((["a0: &a0 {x: 1}"] + merges).joined(separator: "\n")).reason == .tooMuchThroughAliases(limit: 32 << 20))
    let tower = (1..<120).map { "a\($0): &a\($0) [*a\($0 - 1)]" }
    #expect(try yamlError((["a0: &a0 [x]"] + tower).joined(separator: "\n")).reason == .tooDeep(limit: 100))
  }
}
