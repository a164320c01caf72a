import JSON
import Shared
import Testing

@Suite struct YAMLHostileInputTests {
  private let document = Array(
    """
    # comment
    models: &m
      url: "http://h/\\u00e9"
      token: ${TOKEN}
      params: {a: [1, 'x', ~], <<: {b: !!str 2}}
    other:
      <<: *m
      text: |
        block
      "q": >-
        folded

    """.utf8)

  private func read(_ bytes: [UInt8]) {
    let node = try? YAMLParser.parse(bytes, file: "test.yml", environment: ["TOKEN": "t"])
    _ = node?.jsonValue.jsonText
    _ = try? EndpointConfiguration(parsing: bytes, file: "test.yml", environment: ["TOKEN": "t"])
  }

  @Test("the document itself can be read")
  func whole() throws {
    let node = try YAMLParser.parse(document, file: "test.yml", environment: ["TOKEN": "t"])
    #expect(node?.jsonValue["other"]?["params"] == ["a": [1, "x", nil], "b": "2"])
  }

  @Test("no beginning of a document crashes the reader")
  func prefixes() {
    for count in document.indices { read(Array(document[..<count])) }
  }

  @Test("no changed byte crashes the reader")
  func changedBytes() {
    let bytes = Array("\u{0}\t\n\r -?:,[]{}#&*!|>'\"%@`$<x0~\\".utf8) + [0x7F, 0x80, 0xC3, 0xE2, 0xFE, 0xFF]
    for index in document.indices {
      for byte in bytes {
        var changed = document
        changed[index] = byte
        read(changed)
      }
    }
  }
}
