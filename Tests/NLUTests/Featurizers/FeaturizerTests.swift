import Inference
import JSON
import ModelFormat
import NLU
import Testing

@Suite("Featurizers say what Rasa's say")
struct FeaturizerTests {
  private static let pipelines: [JSONValue] = (try? RecordedFixture.read("featurizers.json")["pipelines"]?.array) ?? []

  @Test("of every message, cell by cell", arguments: 0..<4)
  func recorded(pipeline index: Int) throws {
    try #require(Self.pipelines.indices.contains(index))
    let pipeline = Self.pipelines[index]
    let model = try ScratchModel(nodes: #require(pipeline["nodes"]), files: #require(pipeline["files"]?.object))
    let components = try model.reader.metadata.graph.nodes.map { node in try load(node, from: model.reader) }
    for example in try #require(pipeline["cases"]?.array) {
      let text = try #require(example["text"]?.string)
      var message = Message(text: text)
      for component in components { component.process(&message) }
      #expect(.array(message.features.flatMap(Self.described)) == example["features"], "\(pipeline["name"]?.string ?? ""): \(text)")
    }
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

  private static func rows(_ matrix: SparseMatrix) -> JSONValue {
    .array(
      (0..<matrix.rows).map { row in
        .array(matrix.cells(ofRow: row).map { [.integer(Int(matrix.indices[$0])), .integer(Int(matrix.values[$0]))] })
      })
  }
}
