import JSON
import Shared
import Testing

@Suite struct YAMLScalarTypingTests {
  /// Recorded from Rasa 3.6.21's reader.
  static let recorded: [(String, JSONValue)] = [
    ("yes", "yes"), ("on", "on"), ("y", "y"), ("None", "None"), ("tRUE", "tRUE"), ("nULL", "nULL"),
    ("True", true), ("TRUE", true), ("true", true), ("False", false),
    ("~", nil), ("null", nil), ("Null", nil), ("NULL", nil), ("", nil),
    ("010", 10), ("0o10", 8), ("0O10", "0O10"), ("0x1F", 31), ("0X1F", "0X1F"), ("0b11", 3), ("1_000", 1000), ("_1", "_1"), ("1_", 1),
    ("1e3", 1000.0), ("1E3", 1000.0), ("1.0", 1.0), ("1.", 1.0), (".5", 0.5), ("-.5", -0.5), ("+1", 1), ("-1", -1), ("+1.5", 1.5),
    ("1.5e3", 1500.0), ("1.5e+3", 1500.0), ("1.5e", "1.5e"), ("1e-3", 0.001), (".inf", .number(.infinity)), ("-.inf", .number(-.infinity)),
    ("+.INF", .number(.infinity)), ("inf", "inf"), ("nan", "nan"), ("12:30", "12:30"), ("12:30:45", "12:30:45"),
    ("0", 0), ("00", 0), ("-0", 0), ("0.0", 0.0), ("1_0.5", 10.5), ("0_1", 1), ("08", 8), ("1.2.3", "1.2.3"),
    ("9223372036854775807", 9_223_372_036_854_775_807), ("9223372036854775808", "9223372036854775808"), ("1e400", .number(.infinity)),
    ("0x", "0x"), ("0o", "0o"), ("0o8", "0o8"), ("1,000", "1,000"), ("0b12", "0b12"), ("0b1_1", 3), ("0o1_7", 15), ("0xF_F", 255),
    ("-0x10", -16), ("-0o17", -15), ("+0o17", 15), ("1e", "1e"), ("1.e3", 1000.0), (".e3", ".e3"), (".", "."), (".5e3", ".5e3"),
    (".5e+3", 500.0), ("+.5", 0.5), ("-1_0", -10), ("1__0", 10), ("0.1_0", 0.1), ("1_0e3", 10000.0),
    ("2020-01-01", "2020-01-01"), ("! 12", 12), ("!!str 3", "3"), ("!!int '3'", 3), ("!!int 0x1F", 31), ("!!float 3", 3.0),
    ("!!bool 'true'", true), ("!!null ''", nil), ("'12'", "12"), ("\"true\"", "true"), ("''", ""),
  ]

  @Test("a scalar means what it means to Rasa", arguments: recorded)
  func meaning(text: String, value: JSONValue) throws {
    let found = try yaml("a: \(text)\n").jsonValue["a"]
    #expect(found == value)
    #expect(found?.kind == value.kind)
  }

  @Test("not a number is a number")
  func notANumber() throws {
    for text in [".nan", ".NaN", ".NAN"] { #expect(try yaml("a: \(text)").jsonValue["a"]?.double?.isNaN == true) }
  }
}

/// The document in a text that must be right.
func yaml(_ text: String, environment: [String: String]? = nil) throws -> YAMLNode {
  try #require(try YAMLParser.parse(Array(text.utf8), file: "test.yml", environment: environment))
}

/// The error of a text that must be wrong.
func yamlError(_ text: String, environment: [String: String]? = nil, limits: YAMLLimits = YAMLLimits()) throws -> YAMLError {
  do {
    let node = try YAMLParser.parse(Array(text.utf8), file: "test.yml", environment: environment, limits: limits)
    Issue.record("read as \(node?.jsonValue.jsonText ?? "nothing")")
    throw UnexpectedlyRead()
  } catch let error as YAMLError {
    return error
  }
}

struct UnexpectedlyRead: Error {}
