import Foundation
import JSON
import Shared
import SystemPackage
import TestSupport
import Testing

@Suite("The file of acceptance tests")
struct AcceptanceTestsTests {
  private func read(_ text: String) throws -> AcceptanceTests { try AcceptanceTests(parsing: Array(text.utf8), file: "a.yml") }

  @Test("messages, conversations and what is expected of them are read, with their places")
  func whole() throws {
    let file = try read(
      """
      tests:
      - message: hello there
        intent: greet
        minimum_confidence: 0.7
        entities: [{entity: city, value: Rome, role: to}, {entity: guests, value: 2}]
      - conversation:
        - message: call me a taxi
          replies: [["Where from?", "From where?"], ~]
        - message: 17
          entities: []
      """)
    #expect(file.tests.count == 2)
    let first = try #require(file.tests[0].steps.first)
    #expect(first.message == "hello there" && first.intent == "greet" && first.minimumConfidence == 0.7 && first.replies == nil)
    #expect(first.entities?.map(\.entity) == ["city", "guests"])
    #expect(first.entities?[0].role == "to" && first.entities?[0].group == nil)
    #expect(!file.tests[0].asksForReplies && file.tests[1].asksForReplies)
    #expect(file.tests[1].steps.map(\.message) == ["call me a taxi", "17"])
    #expect(file.tests[1].steps[0].replies == [["Where from?", "From where?"], [nil]])
    #expect(file.tests[1].steps[1].entities == [])
    #expect(file.tests[1].steps[1].position == YAMLPosition(line: 9, column: 5))
  }

  @Test("a value in YAML is met by the number and by the text")
  func values() throws {
    let entities = try #require(
      try read("tests: [{message: x, entities: [{entity: n, value: 2}, {entity: n}, {entity: n, value: {unit: kg}}]}]").tests[0].steps[0]
        .entities)
    #expect(entities[0].isMet(by: ["entity": "n", "value": "2"]) && entities[0].isMet(by: ["entity": "n", "value": 2]))
    #expect(entities[0].isMet(by: ["entity": "n", "value": 2.0]))
    #expect(!entities[0].isMet(by: ["entity": "n", "value": "3"]) && !entities[0].isMet(by: ["entity": "m", "value": 2]))
    #expect(entities[1].isMet(by: ["entity": "n", "value": "anything"]))
    #expect(entities[2].isMet(by: ["entity": "n", "value": ["unit": "kg"]]) && !entities[2].isMet(by: ["entity": "n", "value": "kg"]))
  }

  @Test(
    "a file that says something else is refused at its place",
    arguments: [
      ("", "line 1, column 1: the file must have tests"),
      ("- a", "line 1, column 1: the file must be a mapping"),
      ("test: []", "line 1, column 1: the file must not have the key test"),
      ("tests: []", "line 1, column 8: tests must not be empty"),
      ("tests: hello", "line 1, column 8: tests must be a list"),
      ("tests:\n- hello", "line 2, column 3: a test must be a mapping"),
      ("tests:\n- intent: greet", "line 2, column 3: a test must have a message"),
      ("tests:\n- message: hello", "line 2, column 3: the test must expect an intent, entities or replies"),
      ("tests:\n- message: ''\n  intent: greet", "line 2, column 12: message must be a text"),
      ("tests:\n- message: [a]\n  intent: greet", "line 2, column 12: message must be a text"),
      ("tests:\n- message: a\n  intnt: greet", "line 3, column 3: a test must not have the key intnt"),
      ("tests:\n- message: a\n  minimum_confidence: 0.5", "minimum_confidence needs an intent"),
      (
        "tests:\n- message: a\n  intent: b\n  minimum_confidence: high",
        "line 4, column 23: minimum_confidence must be a number from 0 to 1"
      ),
      ("tests:\n- message: a\n  intent: b\n  minimum_confidence: 1.5", "must be a number from 0 to 1"),
      ("tests:\n- message: a\n  entities: [{value: b}]", "line 3, column 14: an entity must have its name as entity"),
      ("tests:\n- message: a\n  entities: {entity: b}", "entities must be a list"),
      ("tests:\n- message: a\n  replies: hello", "line 3, column 12: replies must be a list"),
      ("tests:\n- message: a\n  replies: [[]]", "a reply's variations must not be empty"),
      ("tests:\n- message: a\n  replies: [{text: b}]", "a reply must be a text"),
      ("tests:\n- conversation: []", "conversation must not be empty"),
      ("tests:\n- conversation: [{message: a}]\n  intent: b", "line 3, column 3: a test with a conversation must not have the key intent"),
      ("tests: [", "while parsing"),
      ("tests: ${HOME}", "tests must be a list"),
    ])
  func malformed(text: String, sentence: String) throws {
    let error = #expect(throws: ConfigurationError.self) { try read(text) }
    #expect(
      error?.description.hasPrefix("a.yml, line") == true && error?.description.contains(sentence) == true, "\(String(describing: error))")
  }

  @Test("a file that is too large, has too many messages or too long ones is refused")
  func bounds() throws {
    let test = "- {message: a, intent: b}\n"
    #expect(throws: Never.self) { try read("tests:\n" + String(repeating: test, count: AcceptanceTests.maximumMessages)) }
    #expect(throws: ConfigurationError.self) { try read("tests:\n" + String(repeating: test, count: AcceptanceTests.maximumMessages + 1)) }
    let long = String(repeating: "a", count: AcceptanceTests.maximumTextBytes + 1)
    #expect(throws: ConfigurationError.self) { try read("tests: [{message: \(long), intent: b}]") }
    #expect(throws: ConfigurationError.self) { try read("# " + String(repeating: "a", count: AcceptanceTests.maximumBytes)) }
    let bomb =
      "a: &a [x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c]\n"
    #expect(throws: ConfigurationError.self) { try read(bomb + "e: &e [*d,*d,*d,*d,*d,*d,*d,*d]\ntests: [*e,*e,*e,*e,*e,*e,*e,*e]") }
    #expect(throws: ConfigurationError.self) { try read("tests: " + String(repeating: "[", count: 1_000)) }
  }

  @Test("a model carries tests at its root, or none; what is no file is refused")
  func carried() async throws {
    try await TestDirectory.with("carried") { model in
      #expect(try AcceptanceTests.carried(by: model) == nil)
      let path = model.appending(AcceptanceTests.fileName)
      try Data("tests: [{message: a, intent: b}]".utf8).write(to: URL(fileURLWithPath: path.string))
      #expect(try AcceptanceTests.carried(by: model)?.tests.count == 1)
      #expect(try AcceptanceTests.carried(by: model)?.file == "acceptance-tests.yml")
      try FileManager.default.removeItem(atPath: path.string)
      try FileManager.default.createSymbolicLink(atPath: path.string, withDestinationPath: "/etc/passwd")
      #expect(throws: ConfigurationError.self) { try AcceptanceTests.carried(by: model) }
      try FileManager.default.removeItem(atPath: path.string)
      #expect(mkfifo(path.string, 0o600) == 0)
      #expect(throws: ConfigurationError.unusable("acceptance-tests.yml", reason: "it is no file")) {
        try AcceptanceTests.carried(by: model)
      }
      let loop = model.appending("loop")
      try FileManager.default.createSymbolicLink(atPath: loop.string, withDestinationPath: "loop")
      let unreadable = ConfigurationError.unreadable("acceptance-tests.yml", reason: .tooManySymbolicLinkLevels)
      #expect(throws: unreadable) { try AcceptanceTests.carried(by: loop) }
      #expect(!unreadable.isFilesFault)
    }
  }
}
