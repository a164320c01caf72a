import JSON
import Shared
import Testing

@Suite struct EnvironmentSubstitutionTests {
  static let environment = [
    "FOO": "foo", "NUM": "8080", "EMPTY": "", "BOOL": "true", "DOL": "$FOO", "NESTED": "a: b", "F_1": "one", "K": "a", "UNSET2": "x",
  ]

  /// Recorded from Rasa 3.6.21's reader.
  static let recorded: [(String, JSONValue)] = [
    ("${FOO}", "foo"), ("x${FOO}y${NUM}", "xfooy8080"), ("'${NUM}'", "${NUM}"), ("\"${NUM}\"", "${NUM}"), ("${NUM}", "8080"),
    ("${BOOL}", "true"), ("$FOO", "$FOO"), ("$NUM", "$NUM"), ("'x ${UNSET:-foo}'", "x ${UNSET:-foo}"), ("'$UNSET ${FOO}'", "$UNSET ${FOO}"),
    ("${EMPTY}", ""), ("${DOL}", "$FOO"), ("|\n  ${FOO}\n  ${UNSET}\n", "${FOO}\n${UNSET}\n"), ("100$ ${FOO}", "100$ foo"),
    ("!!str ${FOO}", "${FOO}"), ("$${FOO}", "$foo"), ("\\${FOO}", "\\foo"), ("${F_1}", "one"), ("${FOO", "${FOO"), ("x}${", "x}${"),
    ("${NESTED}", "a: b"), ("$FOO ${NUM}", "foo 8080"), ("a$UNSET ${NUM}", "a$UNSET 8080"),
  ]

  @Test("what Rasa substitutes is substituted, and only that", arguments: recorded)
  func meaning(text: String, value: JSONValue) throws {
    #expect(try yaml("a: \(text)", environment: Self.environment).jsonValue["a"] == value)
  }

  @Test(
    "a variable that is not set is an error that names it",
    arguments: [
      ("${UNSET}", "UNSET"), ("x ${UNSET}", "UNSET"), ("x${UNSET}", "UNSET"), ("${FOO} ${UNSET}", "UNSET"), ("$UNSET ${FOO}", "UNSET"),
      ("${UNSET:-foo}", "UNSET:-foo"), ("${}", ""), ("${FOO }", "FOO "), ("${F-1}", "F-1"), ("http://h/?t=${UNSET}", "UNSET"),
      ("${UNSET}/x ${FOO}", "UNSET"),
    ])
  func unset(text: String, name: String) throws {
    let error = try yamlError("b: 1\na: \(text)", environment: Self.environment)
    #expect(error == YAMLError(.unsetVariable(name), file: "test.yml", at: .init(line: 2, column: 4)))
  }

  @Test("keys are substituted too, before duplicates are looked for")
  func keys() throws {
    #expect(try yaml("${FOO}: 1", environment: Self.environment).jsonValue == ["foo": 1])
    #expect(try yamlError("${K}: 1\na: 2", environment: Self.environment).reason == .duplicateKey("a", first: .init(line: 1, column: 1)))
  }

  @Test("without an environment nothing is substituted")
  func none() throws {
    #expect(try yaml("a: ${FOO}").jsonValue == ["a": "${FOO}"])
  }

  @Test("what a variable holds does not appear in an error")
  func secrets() throws {
    let error = try yamlError("${K}: 1\na: 2", environment: Self.environment)
    #expect("\(try yamlError("a: ${DOL} ${UNSET}", environment: Self.environment))".contains("FOO") == false)
    #expect("\(error)".contains("test.yml, line 2, column 1"))
  }
}
