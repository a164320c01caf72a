import Foundation
import JSON
import ModelFormat
import NLU
import SystemPackage
import Testing

/// An unpacked model that a test writes, and that goes when the test has ended.
struct ScratchModel: ~Copyable {
  private let folder: URL
  let reader: ModelReader

  /// - Parameters:
  ///   - nodes: the graph, as `metadata.json` has it.
  ///   - domain: the domain, as `metadata.json` has it.
  ///   - target: the node that NLU ends with; `nil` for none.
  ///   - files: what training stored, by paths below the model's root.
  init(nodes: JSONValue, domain: JSONValue = [:], target: String? = nil, files: JSONObject = JSONObject()) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("souffleur-model-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder.appendingPathComponent("components"), withIntermediateDirectories: true)
    var metadata = JSONObject()
    metadata["model_id"] = "0123456789abcdef0123456789abcdef"
    metadata["rasa_open_source_version"] = "3.6.21"
    metadata["training_type"] = 1
    metadata["domain"] = domain
    metadata["nlu_target"] = target.map(JSONValue.string) ?? .null
    metadata["predict_schema"] = ["nodes": nodes]
    var all = files
    all["metadata.json"] = .object(metadata)
    for (path, content) in all {
      let file = folder.appendingPathComponent(path)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      var json = JSONWriter()
      json.value(content)
      try Data(json.bytes).write(to: file)
    }
    reader = try ModelReader(directory: FilePath(folder.path))
  }

  /// A model of one component, which training stored files for unless there are none.
  init(_ className: String, config: JSONValue = [:], files: [String: JSONValue] = [:]) throws {
    var stored = JSONObject()
    for (name, content) in files { stored["components/train_it/\(name)"] = content }
    let node: JSONValue = [
      "uses": .string("rasa.\(className)"), "fn": "process", "config": config, "needs": ["messages": "__message__"],
      "resource": ["name": "train_it"],
    ]
    try self.init(nodes: ["run_it": node], files: stored)
  }

  /// Lays a file beside those that training stored for the one component.
  func store(_ bytes: [UInt8], as name: String) throws {
    let stored = folder.appendingPathComponent("components/train_it")
    try FileManager.default.createDirectory(at: stored, withIntermediateDirectories: true)
    try Data(bytes).write(to: stored.appendingPathComponent(name))
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Loads a component of the graph.
  func load<Component: NLUComponent>(_ type: Component.Type, _ node: String = "run_it") throws -> Component {
    try type.load(#require(reader.metadata.graph[node]), from: reader)
  }
}
