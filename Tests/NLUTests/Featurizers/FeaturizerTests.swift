import Inference
import JSON
import ModelFormat
import NLU
import Testing

@Suite("Featurizers say what Rasa's say")
struct FeaturizerTests {
  private static let pipelines = recorded("featurizers.json")
  private static let drawn = recorded("drawn.json")

  private static func recorded(_ name: String) -> [JSONValue] { (try? RecordedFixture.read(name)["pipelines"]?.array) ?? [] }

  @Test("of every message, cell by cell", arguments: 0..<4)
  func recorded(pipeline index: Int) throws {
    try #require(Self.pipelines.indices.contains(index))
    let pipeline = Self.pipelines[index]
    try check(pipeline, cases: #require(pipeline["cases"]?.array)) { example, features in
      let text = try #require(example["text"]?.string)
      #expect(features(text) == example["features"], "\(pipeline["name"]?.string ?? ""): \(text)")
    }
  }

  @Test("with whatever settings, training data and texts were drawn", arguments: 0..<16)
  func drawn(pipeline index: Int) throws {
    try #require(Self.drawn.indices.contains(index))
    try check(Self.drawn[index], cases: #require(Self.drawn[index]["cases"]?.array)) { example, features in
      let text = try #require(example.array?.first?.string)
      #expect(Self.digest(features(text)) == example.array?.last?.string, "\(text.debugDescription)")
    }
  }

  @Test("a long message's words are counted one by one, however many there are", arguments: ["word", "char_wb", "char"])
  func long(analyzer: String) throws {
    let words = (0..<3_000).map { "w" + String(1_000_000 + $0 * 37) + "w" }
    var columns = JSONObject()
    for (column, word) in words.enumerated() { columns[word] = .integer(column) }
    let files: [String: JSONValue] = ["vocabularies.json": ["text": .object(columns)], "oov_words.json": []]
    let config: JSONValue = ["analyzer": .string(analyzer), "min_ngram": .integer(analyzer == "word" ? 1 : 9), "max_ngram": 9]
    let model = try ScratchModel("CountVectorsFeaturizer", config: analyzer == "word" ? [:] : config, files: files)
    var message = Message(text: (words + words.reversed()).joined(separator: " "))
    try ScratchModel("WhitespaceTokenizer").load(WhitespaceTokenizer.self).process(&message)
    try model.load(CountVectorsFeaturizer.self).process(&message)
    let features = try #require(message.features.first)
    let sequence = try #require(features.sequence)
    let sentence = try #require(features.sentence)
    #expect(sequence.indices == (Array(0..<3_000) + (0..<3_000).reversed()).map(Int32.init))
    #expect(sequence.values.allSatisfy { $0 == 1 } && sequence.rows == 6_000)
    #expect(sentence.indices.sorted() == Array(0..<3_000) && sentence.values.allSatisfy { $0 == 2 })
  }

  private func check(_ pipeline: JSONValue, cases: [JSONValue], _ body: (JSONValue, (String) -> JSONValue) throws -> Void) throws {
    let model = try ScratchModel(nodes: #require(pipeline["nodes"]), files: #require(pipeline["files"]?.object))
    let components = try model.reader.metadata.graph.nodes.map { node in try load(node, from: model.reader) }
    for example in cases {
      try body(example) { text in
        var message = Message(text: text)
        for component in components { component.process(&message) }
        return .array(message.features.flatMap(Self.described))
      }
    }
  }

  /// FNV-1a of compact JSON, as the recording has it.
  private static func digest(_ features: JSONValue) -> String {
    var json = JSONWriter()
    json.value(features)
    let hash = json.bytes.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  private func load(_ node: GraphNode, from model: ModelReader) throws -> any NLUComponent {
    switch node.className {
    case "WhitespaceTokenizer": try WhitespaceTokenizer.load(node, from: model)
    case "RegexFeaturizer": try RegexFeaturizer.load(node, from: model)
    case "LexicalSyntacticFeaturizer": try LexicalSyntacticFeaturizer.load(node, from: model)
    default: try CountVectorsFeaturizer.load(node, from: model)
    }
  }

  private static func described(_ features: Features) -> [JSONValue] {
    [("sequence", features.sequence), ("sentence", features.sentence)].compactMap { kind, matrix in
      matrix.map { ["origin": .string(features.origin), "kind": .string(kind), "columns": .integer($0.columns), "rows": rows($0)] }
    }
  }

  /// Each row's cells in the order of their columns, in which they need not stand.
  private static func rows(_ matrix: SparseMatrix) -> JSONValue {
    .array(
      (0..<matrix.rows).map { row in
        let cells = matrix.cells(ofRow: row).sorted { matrix.indices[$0] < matrix.indices[$1] }
        return .array(cells.map { [.integer(Int(matrix.indices[$0])), .integer(Int(matrix.values[$0]))] })
      })
  }
}
