import Dialogue
import JSON
import Testing

@Suite("Domains as YAML")
struct DomainYAMLTests {
  @Test("a domain is written as Rasa writes it, whatever is in it")
  func recorded() throws {
    let cases = try #require(try YAMLRecording.read("domains.json").array)
    try #require(cases.count == 112)
    for recorded in cases {
      let text = DomainYAML.text(of: try Domain(recorded["domain"] ?? .null))
      #expect(text.utf8.elementsEqual(try #require(recorded["text"]?.string).utf8), "\(recorded["domain"]?.jsonText ?? "")")
    }
  }

  @Test("responses keep their lines, and the version comes first")
  func lines() throws {
    let json = try JSONParser.parse(#"{"responses": {"utter_a": [{"text": "one\ntwo"}]}, "version": "3.1"}"#)
    let text = DomainYAML.text(of: try Domain(json))
    #expect(text == "version: '3.1'\nresponses:\n  utter_a:\n  - text: |-\n      one\n      two\n")
  }
}
