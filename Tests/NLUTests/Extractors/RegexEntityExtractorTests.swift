import JSON
import ModelFormat
import NLU
import Testing

@Suite("Entities are found by pattern")
struct RegexEntityExtractorTests {
  private func entities(in text: String, config: JSONValue = [:], _ patterns: JSONValue) throws -> [Entity] {
    let model = try ScratchModel("RegexEntityExtractor", config: config, files: ["regex.json": patterns])
    var message = Message(text: text)
    try model.load(RegexEntityExtractor.self).process(&message)
    return message.entities
  }

  @Test("pattern by pattern, with places in code points, ignoring case by default")
  func finds() throws {
    let patterns: JSONValue = [["name": "number", "pattern": "\\d+"], ["name": "city", "pattern": "(\\brome\\b|\\bköln\\b)"]]
    let found = try entities(in: "🌍 KÖLN 12 → Rome 7", patterns)
    #expect(
      found == [
        Entity(entity: "number", start: 7, end: 9, value: "12", extractor: "RegexEntityExtractor"),
        Entity(entity: "number", start: 17, end: 18, value: "7", extractor: "RegexEntityExtractor"),
        Entity(entity: "city", start: 2, end: 6, value: "KÖLN", extractor: "RegexEntityExtractor"),
        Entity(entity: "city", start: 12, end: 16, value: "Rome", extractor: "RegexEntityExtractor"),
      ])
  }

  @Test("with case where the pipeline says so")
  func cases() throws {
    let found = try entities(in: "rome Rome", config: ["case_sensitive": true], [["name": "city", "pattern": "Rome"]])
    #expect(found.map(\.start) == [5])
  }

  @Test("what is found comes behind what earlier extractors found")
  func order() throws {
    let model = try ScratchModel("RegexEntityExtractor", files: ["regex.json": [["name": "number", "pattern": "1"]]])
    var message = Message(text: "1")
    message.entities = [Entity(entity: "first", start: 0, end: 1, value: "1")]
    try model.load(RegexEntityExtractor.self).process(&message)
    #expect(message.entities.map(\.entity) == ["first", "number"])
  }

  @Test("without training nothing is found")
  func untrained() throws {
    var message = Message(text: "1")
    try ScratchModel("RegexEntityExtractor").load(RegexEntityExtractor.self).process(&message)
    #expect(message.entities.isEmpty)
  }
}
