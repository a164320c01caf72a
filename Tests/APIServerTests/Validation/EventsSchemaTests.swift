import APIServer
import JSON
import Testing

/// The texts were recorded from Python's jsonschema 4.17.3 with Rasa's schema.
@Suite("What is wrong with events")
struct EventsSchemaTests {
  @Test(
    "events that Rasa takes are taken",
    arguments: [
      "[]", #"[{"event": "restart"}]"#, #"[{"event": "slot", "name": "a", "value": null}]"#,
      #"[{"event": "user", "text": null, "parse_data": {"intent": {"name": "a", "confidence": 1}, "entities": []}}]"#,
      #"[{"event": "user", "parse_data": {"response_selector": {"all_retrieval_intents": [], "default": {}}}}]"#,
    ])
  func taken(text: String) throws { #expect(EventsSchema.complaint(about: try JSONParser.parse(Array(text.utf8)).array ?? []) == nil) }

  @Test(
    "the complaint names what is wrong",
    arguments: [
      (
        #"{"event": "foo"}"#,
        "{'event': 'foo'} is not valid under any of the given schemas\n\nFailed validating 'oneOf' in schema['items']:"
      ),
      ("{}", "'event' is a required property\n\nFailed validating 'required' in schema['items']:"),
      ("5", "5 is not of type 'object'\n\nFailed validating 'type' in schema['items']:"),
      (
        #"{"event": "restart", "timestamp": "x"}"#,
        "'x' is not of type 'number', 'null'\n\nFailed validating 'type' in schema['items']['properties']['timestamp']:"
      ),
    ])
  func complaint(text: String, beginning: String) throws {
    let complaint = try #require(EventsSchema.complaint(about: [try JSONParser.parse(Array(text.utf8))]))
    #expect(complaint.hasPrefix(beginning))
  }

  @Test("of a value that is as large as a request only the beginning is quoted")
  func large() throws {
    var value: JSONValue = .array((0..<200_000).map { [.integer($0)] })
    for _ in 0..<150 { value = ["a": value] }
    let complaint = try #require(EventsSchema.complaint(about: [["event": "zzz", "x": value]]))
    #expect(complaint.hasPrefix("{'event': 'zzz', 'x': {'a': ") && complaint.hasSuffix("..."))
    #expect(complaint.utf8.count < 200_000)
    let text: JSONValue = .string(String(repeating: "word ", count: 1_000_000))
    #expect(EventsSchema.complaint(about: [["event": "zzz", "x": [[text]]]])?.utf8.count ?? 0 < 200_000)
  }

  @Test("long values are laid out as pprint does")
  func layout() throws {
    let value: JSONValue = ["b": .string(String(repeating: "word ", count: 20)), "a": [1, 2.5, nil, true, "it's"]]
    #expect(
      PythonPrettyPrint.text(of: value, width: 72) == """
        {'a': [1, 2.5, None, True, "it's"],
         'b': 'word word word word word word word word word word word word '
              'word word word word word word word word '}
        """)
    #expect(PythonPrettyPrint.text(of: .string(String(repeating: "ab ", count: 30)), width: 72).hasPrefix("('ab "))
  }
}
