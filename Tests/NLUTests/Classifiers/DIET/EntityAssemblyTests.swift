import JSON
import ModelFormat
import NLU
import SystemPackage
import Testing

@Suite("Tags become the entities that Rasa makes of them")
struct EntityAssemblyTests {
  private let cases: [JSONValue]

  init() throws {
    let folder = FilePath(#filePath).removingLastComponent().appending("Fixtures")
    cases = try #require(try JSONParser.parse(try ModelFile.read("entities.json", of: folder, maximumBytes: 1 << 22)).array)
    #expect(cases.count == 400)
  }

  private func message(_ example: JSONValue) -> Message {
    var message = Message(text: example["text"]?.string ?? "")
    let offsets = message.text.unicodeScalars.map { String($0).utf8.count }.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1) }
    message.tokens = example["tokens"]?.array?.map { token in
      let (start, end) = (token.array?[0].integer ?? 0, token.array?[1].integer ?? 0)
      return Token(bytes: offsets[start]..<offsets[end], start: start, end: end)
    }
    return message
  }

  private func tags(_ example: JSONValue, _ attribute: EntityTagSpecification.Attribute) throws -> EntityAssembly.Tags? {
    guard let given = example["tags"]?[attribute.rawValue]?.array else { return nil }
    var tags = given.compactMap(\.string).map { EntityTag($0) }
    var confidences = try #require(example["confidences"]?[attribute.rawValue]?.array).compactMap(\.double)
    if example["bilou"] == true {
      BILOUConsistency.repair(&tags, &confidences)
      let repaired = example["repaired"]?[attribute.rawValue]?.array?.compactMap(\.string).map { EntityTag($0) }
      #expect(tags == repaired, "\(example.jsonText)")
      #expect(confidences == example["changed"]?[attribute.rawValue]?.array?.compactMap(\.double), "\(example.jsonText)")
    }
    return EntityAssembly.Tags(tags: tags, confidences: confidences)
  }

  @Test("a prefix is two code points, whatever follows it")
  func prefixes() {
    #expect(EntityTag("B-city") == EntityTag(place: .beginning, name: "city"))
    #expect(EntityTag("U-\u{301}").name.unicodeScalars.elementsEqual("\u{301}".unicodeScalars))
    #expect(EntityTag("B\u{301}-city").place == nil)
    #expect(EntityTag("O") == .outside)
  }

  @Test("repaired tags, joined words, roles, groups and confidences are the same in 400 recorded cases")
  func assembles() throws {
    for example in cases {
      var all: [EntityTagSpecification.Attribute: EntityAssembly.Tags] = [:]
      for attribute in EntityTagSpecification.Attribute.allCases { all[attribute] = try tags(example, attribute) }
      let types = (example["splitting"]?.object ?? JSONObject()).members.filter { $0.key != "split_entities_by_comma" }
      let splitting = EntitySplitting(
        otherwise: example["splitting"]?["split_entities_by_comma"]?.bool ?? true,
        byType: Dictionary(uniqueKeysWithValues: types.map { ($0.key, $0.value.bool ?? true) }))
      let entities = EntityAssembly(message: message(example), splitting: splitting, tags: all).entities()
      var json = JSONWriter()
      json.array { json in for entity in entities { entity.write(into: &json) } }
      #expect(try JSONParser.parse(json.text) == example["entities"], "\(example.jsonText)")
    }
  }
}
