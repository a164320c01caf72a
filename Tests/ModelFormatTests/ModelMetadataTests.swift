import JSON
import ModelFormat
import Testing

@Suite("metadata.json is read or refused with a sentence")
struct ModelMetadataTests {
  private static let sound: JSONValue = [
    "model_id": "0123", "rasa_open_source_version": "3.6.21", "training_type": 1, "nlu_target": "b",
    "predict_schema": [
      "nodes": [
        "b": ["needs": ["messages": "a"], "uses": "rasa.x.B", "fn": "process", "config": ["epochs": 1], "resource": ["name": "train_B"]],
        "a": ["needs": ["messages": "__message__"], "uses": "rasa.x.A"],
      ]
    ],
  ]

  private func metadata(_ change: (inout JSONObject) -> Void = { _ in }) throws(ModelFormatError) -> ModelMetadata {
    var object = Self.sound.object ?? JSONObject()
    change(&object)
    return try ModelMetadata(parsing: Array(JSONValue.object(object).jsonText.utf8))
  }

  private func refusal(_ change: (inout JSONObject) -> Void) -> String? {
    do {
      _ = try metadata(change)
      return nil
    } catch {
      return error.description
    }
  }

  @Test("a sound file gives its graph in the order of use")
  func reads() throws {
    let metadata = try metadata()
    #expect(metadata.trainingType == .nlu)
    #expect(try metadata.graph.path(to: "b").map(\.className) == ["A", "B"])
    #expect(metadata.graph["b"]?.resource == "train_B")
    #expect(metadata.graph["b"]?.config["epochs"] == 1)
  }

  @Test("a newer or older Rasa is named", arguments: ["3.7.0", "3.6.20", "2.8.12", "3.6", "", "3.6.21.dev1"])
  func versions(version: String) {
    let refusal = refusal { $0["rasa_open_source_version"] = .string(version) }
    #expect(refusal == "the model was trained by Rasa \(version); this server runs models of Rasa 3.6.21 and later releases of 3.6")
  }

  @Test("a later patch release is taken")
  func laterPatch() throws { #expect(try metadata { $0["rasa_open_source_version"] = "3.6.22" }.rasaVersion == "3.6.22") }

  @Test("what is missing is named", arguments: ["model_id", "rasa_open_source_version", "training_type", "predict_schema"])
  func missing(key: String) {
    let reason = key == "training_type" ? "is missing or unknown" : "is missing"
    #expect(refusal { $0[key] = nil } == "metadata.json of the model is malformed: \(key) \(reason)")
  }

  @Test("a resource whose name leads out of the model is refused", arguments: ["..", "../x", "/etc", "", ".", "a/b", "a\u{0}b"])
  func resourceNames(name: String) {
    let node: JSONValue = ["needs": [:], "uses": "rasa.x.A", "resource": ["name": .string(name)]]
    #expect(refusal { $0["predict_schema"] = ["nodes": ["a": node]] }?.contains("not the name of a folder") == true)
  }

  @Test("a graph that goes in a circle, or needs what is not there, is refused")
  func circles() throws {
    func node(needs other: String) -> JSONValue { ["needs": ["x": .string(other)], "uses": "rasa.x.A"] }
    let circle = try metadata { $0["predict_schema"] = ["nodes": ["a": node(needs: "b"), "b": node(needs: "a")]] }
    let gap = try metadata { $0["predict_schema"] = ["nodes": ["a": node(needs: "b")]] }
    let own = try metadata { $0["predict_schema"] = ["nodes": ["a": node(needs: "a")]] }
    for graph in [circle.graph, gap.graph, own.graph] { #expect(throws: ModelFormatError.self) { try graph.path(to: "a") } }
  }

  @Test("a node that two others need comes once, before both")
  func diamond() throws {
    func node(_ needs: [String]) -> JSONValue {
      ["needs": .object(needs.reduce(into: JSONObject()) { $0[$1] = .string($1) }), "uses": "rasa.x.A"]
    }
    let metadata = try metadata {
      $0["predict_schema"] = ["nodes": ["d": node(["b", "c"]), "c": node(["a"]), "b": node(["a"]), "a": node([])]]
    }
    #expect(try metadata.graph.path(to: "d").map(\.name) == ["a", "b", "c", "d"])
  }

  @Test("neither text, nor a list, nor a number is taken for metadata", arguments: ["", "[]", "1", "{", "\u{0}"])
  func notAnObject(text: String) {
    #expect(throws: ModelFormatError.self) { try ModelMetadata(parsing: Array(text.utf8)) }
  }
}
