import Dialogue
import JSON
import ModelFormat
import NLU
import Testing

@Suite("An intent is unlikely when a conversation is less similar to it than training was")
struct UnlikelyIntentsTests {
  /// A safetensors file of single-precision numbers.
  private func safeTensors(_ tensors: [(String, [Float])]) -> [UInt8] {
    var header = JSONObject()
    var bytes: [UInt8] = []
    for (name, values) in tensors {
      let start = bytes.count
      for value in values { withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes += $0 } }
      header[name] = ["dtype": "F32", "shape": [.integer(values.count)], "data_offsets": [.integer(start), .integer(bytes.count)]]
    }
    let text = Array(JSONValue.object(header).jsonText.utf8)
    return withUnsafeBytes(of: UInt64(text.count).littleEndian) { Array($0) } + text + bytes
  }

  private func intents(_ config: JSONValue, quantiles: [(String, [Float])] = [("0", [0.5, 0.1]), ("2", [0, -3])]) throws -> UnlikelyIntents
  {
    let model = try PolicyModel(
      nodes: ["run_it": ["uses": "rasa.It", "fn": "predict", "needs": [:], "config": config, "resource": ["name": "train_it"]]],
      bytes: ["components/train_it/quantiles.st": safeTensors(quantiles)])
    let node = try model.node("It")
    return try UnlikelyIntents("quantiles.st", ComponentSettings(node), of: node, from: model.reader, numbers: ["a": 0, "b": 1, "c": 2])
  }

  @Test("below the threshold, unless it leads all others, is ignored, or no story told of it")
  func decides() throws {
    let intents = try intents([:])
    #expect(intents.isUnlikely(0, [0.4, 0.6, 0]))
    #expect(!intents.isUnlikely(0, [0.5, 0.6, 0]))
    #expect(!intents.isUnlikely(0, [Float(0.5).nextDown, 0.6, 0]), "rounding makes nothing unlikely")
    #expect(!intents.isUnlikely(0, [0.4, 0.3, 0.1]))
    #expect(!intents.isUnlikely(1, [0.4, -9, 0.1]))
    // Of equals the last one leads.
    #expect(intents.isUnlikely(0, [0.4, 0.4, 0]))
    #expect(!intents.isUnlikely(2, [-1, -1, -1]))
    #expect(try !self.intents(["ignore_intents_list": ["a"]]).isUnlikely(0, [0.4, 0.6, 0]))
  }

  @Test("a tolerance takes a lower threshold", arguments: [(0.0, true), (0.49, true), (0.5, false), (1.0, false)])
  func tolerates(_ tolerance: Double, _ isUnlikely: Bool) throws {
    #expect(try intents(["tolerance": .number(tolerance)]).isUnlikely(0, [0.4, 0.6, 0]) == isUnlikely)
  }

  @Test("what is told of it: the intent, and the most similar ones with what they lack")
  func tells() throws {
    let told = try intents(["ranking_length": 2]).metadata(of: 0, [0.25, 0.75, 0.75])
    let query: JSONValue = ["name": "a", "score": 0.25, "threshold": 0.5, "severity": 0.25]
    #expect(told["query_intent"] == query)
    // A threshold of 0 is none to Python.
    #expect(
      told["ranking"] == [
        ["name": "b", "score": 0.75, "threshold": .null, "severity": .null],
        ["name": "c", "score": 0.75, "threshold": .null, "severity": .null],
      ])
    #expect(try intents(["ranking_length": 0]).metadata(of: 0, [1, 2, 3])["ranking"]?.array?.count == 3)
  }

  @Test("settings and files that cannot be used are refused")
  func refuses() {
    #expect(throws: ModelFormatError.self) { try intents(["tolerance": 1.5]) }
    #expect(throws: ModelFormatError.self) { try intents([:], quantiles: [("1", [])]) }
  }
}
