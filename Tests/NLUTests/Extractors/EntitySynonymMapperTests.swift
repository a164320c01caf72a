import JSON
import ModelFormat
import NLU
import Testing

@Suite("Synonyms are mapped")
struct EntitySynonymMapperTests {
  private func mapped(_ values: [JSONValue], _ synonyms: JSONValue) throws -> [Entity] {
    let model = try ScratchModel("EntitySynonymMapper", files: ["synonyms.json": synonyms])
    var message = Message(text: "")
    message.entities = values.map { Entity(entity: "city", start: 0, end: 0, value: $0) }
    try model.load(EntitySynonymMapper.self).process(&message)
    return message.entities
  }

  @Test("whatever their case, and the mapper signs")
  func maps() throws {
    let entities = try mapped(["NYC", "Rome", "ΟΔΟΣ"], ["nyc": "New York City", "οδος": "street"])
    #expect(entities.map(\.value) == ["New York City", "Rome", "street"])
    #expect(entities.map(\.processors) == [["EntitySynonymMapper"], [], ["EntitySynonymMapper"]])
  }

  @Test("also when the value stays what it was")
  func same() throws { #expect(try mapped(["Rome"], ["rome": "Rome"]).first?.processors == ["EntitySynonymMapper"]) }

  @Test("numbers and truth values as Python writes them, lists not at all")
  func kinds() throws {
    let entities = try mapped([5, true, .null, ["nyc"]], ["5": "five", "true": "yes", "none": "nothing", "['nyc']": "never"])
    #expect(entities.map(\.value) == ["five", "yes", "nothing", ["nyc"]])
  }

  @Test("a decomposed letter is not its composed form")
  func composition() throws { #expect(try mapped(["Malmo\u{308}"], ["malmö": "x"]).first?.processors == []) }

  @Test("without training nothing changes, and a malformed file is named")
  func files() throws {
    let untrained = try ScratchModel("EntitySynonymMapper")
    #expect(throws: Never.self) { try untrained.load(EntitySynonymMapper.self) }
    let malformed = try ScratchModel("EntitySynonymMapper", files: ["synonyms.json": []])
    let error = #expect(throws: ModelFormatError.self) { _ = try malformed.load(EntitySynonymMapper.self) }
    #expect(error?.description.contains("synonyms.json of the model is malformed") == true)
  }
}
