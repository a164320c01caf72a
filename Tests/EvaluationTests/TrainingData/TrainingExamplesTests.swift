import Evaluation
import JSON
import Testing

@Suite("Messages of training data")
struct TrainingExamplesTests {
  private static func yaml(_ text: String) throws -> [TrainingExample] {
    let bytes = Array(text.utf8)
    return try TrainingExamples(TrainingDataDocument(bytes), bytes: bytes).all
  }

  private static func refusal(_ text: String) -> String? {
    do {
      _ = try yaml(text)
      return nil
    } catch { return "\(error)" }
  }

  @Test("each line is an example, its annotations are entities, its intent may name a response")
  func examples() throws {
    let examples = try Self.yaml(
      """
      version: "3.1"
      nlu:
      - intent: book
        examples: |
          - from [Rome]{"entity": "city", "role": "from"} to [NYC](city:New York)
          -   [two][{"entity": "a"}, {"entity": "b", "value": 2}]  x
          not an example
      - intent: faq/wifi
        examples:
        - text: is there wifi
          metadata: {x: 1}
      - regex: zip
        examples: |
          - [0-9]+
      """)
    #expect(examples.map(\.text) == ["from Rome to NYC", "two  x", "is there wifi"])
    #expect(examples.map(\.intent) == ["book", "book", "faq"])
    #expect(examples.map(\.responseKey) == [nil, nil, "faq/wifi"])
    let rome: JSONValue = ["start": 5, "end": 9, "value": "Rome", "entity": "city", "role": "from"]
    let york: JSONValue = ["start": 13, "end": 16, "value": "New York", "entity": "city"]
    #expect(examples[0].entities.map { .object($0) } == [rome, york])
    #expect(examples[1].entities.map { $0["value"] } == ["two", 2])
  }

  @Test("the same example counts once, under another intent or with other metadata it is another one")
  func repeated() throws {
    let one = "- intent: a\n  examples: |\n    - one\n    - one\n- intent: b\n  examples:\n  - text: one\n  - text: one\n    metadata: 1\n"
    #expect(try Self.yaml("nlu:\n\(one)").map(\.intent) == ["a", "b", "b"])
  }

  @Test("the messages of stories count that have an intent beside their text")
  func stories() throws {
    let stories =
      "stories:\n- story: s\n  steps:\n  - intent: z\n    user: last\n  - intent: a\n    user: first\n  - user: text\n  - intent: b\n"
    #expect(try Self.yaml(stories).map(\.text) == ["first", "last"])
  }

  @Test("a file of a later format holds nothing")
  func version() throws {
    let nlu = "nlu:\n- intent: a\n  examples: |\n    - one\n"
    #expect(try Self.yaml("version: \"3.2\"\n\(nlu)").isEmpty)
    #expect(try Self.yaml("version: \"2.0\"\n\(nlu)").count == 1)
    #expect(try Self.yaml("version: \"odd\"\n\(nlu)").count == 1)
  }

  @Test(
    "what does not look as it should is refused, with its place",
    arguments: [
      ("nlu: text\n", "line 1, column 6: a list is expected, not a string"),
      ("nlu:\n- intent: 5\n", "line 2, column 11: a text is expected, not an integer"),
      ("nlu:\n- intent: a\n  other: b\n", "line 2, column 3: the key 'other' means nothing here"),
      (
        "nlu:\n- intent: a/b/c\n  examples: |\n    - x\n",
        "line 2, column 3: Intent name 'a/b/c' is invalid, it cannot contain more than one '/'."
      ),
      ("- a\n", "line 1, column 1: a map is expected, not a list"), ("null\n", "a map is expected, not null"),
    ])
  func refused(text: String, sentence: String) { #expect(Self.refusal(text) == sentence) }

  @Test("a broken annotation and broken YAML are refused")
  func broken() {
    #expect(
      Self.refusal("nlu:\n- intent: a\n  examples: |\n    - x [y]{\"entity\" 1}\n")?.contains("line 2, column 3: Incorrect training data")
        == true)
    #expect(Self.refusal("nlu: [a") != nil)
    #expect(Self.refusal("nlu: []\nnlu: []\n")?.contains("stands here a second time") == true)
  }

  @Test("Rasa's JSON format is read as well")
  func json() throws {
    let entity: JSONValue = ["start": 3, "end": 7, "entity": "city", "value": 3]
    let data: JSONValue = [
      "rasa_nlu_data": ["common_examples": [["text": "in Rome", "intent": "a", "entities": [entity]], ["text": "x"]]]
    ]
    let examples = try TrainingExamples(json: data).all
    #expect(examples.map(\.text) == ["in Rome"])
    #expect(examples[0].entities.map { .object($0) } == [entity])
  }

  @Test(
    "JSON that holds something else is refused",
    arguments: [
      [], ["a": 1], ["rasa_nlu_data": nil], ["rasa_nlu_data": ["common_examples": "x"]],
      ["rasa_nlu_data": ["common_examples": [["text": 3, "intent": "a"]]]],
      ["rasa_nlu_data": ["common_examples": [["text": "a", "intent": "a", "entities": [["start": 1.5, "end": 2, "entity": "x"]]]]]],
      ["rasa_nlu_data": ["regex_features": [["pattern": "a"]]]],
    ] as [JSONValue])
  func refusedJSON(data: JSONValue) { #expect(throws: TrainingDataError.self) { try TrainingExamples(json: data) } }
}
