import Dialogue
import Foundation
import JSON
import ModelFormat
import NLU
import SystemPackage

/// An unpacked model of a few policies that a test writes, and that goes when the test has ended.
struct ScratchModel: ~Copyable {
  private let folder: URL
  let reader: ModelReader

  /// One policy of a model.
  struct Part {
    /// The Python path below `rasa.core.policies`.
    let component: String
    var config: JSONValue = [:]
    /// What training stored; `nil` for no folder at all.
    var files: [String: JSONValue]?
  }

  static let featurizer: JSONValue = ["type": "MaxHistoryTrackerFeaturizer", "state_featurizer": nil, "max_history": nil]

  init(_ parts: Part..., domain: JSONValue = [:], ensemble: String = "ensemble.DefaultPolicyPredictionEnsemble") throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("souffleur-policies-\(UUID().uuidString)")
    var nodes = JSONObject()
    var needs: JSONObject = JSONObject()
    var files: [String: JSONValue] = [:]
    for (number, part) in parts.enumerated() {
      let resource = "train_\(number)"
      nodes["run_\(number)"] = Self.node(part.component, part.config, needs: ["tracker": "__tracker__"], resource: resource)
      needs["policy\(number)"] = .string("run_\(number)")
      for (name, content) in part.files ?? [:] { files["components/\(resource)/\(name)"] = content }
    }
    needs["domain"] = "domain_provider"
    needs["tracker"] = "__tracker__"
    nodes["select_prediction"] = Self.node(ensemble, [:], needs: .object(needs), resource: nil)
    files["metadata.json"] = [
      "model_id": "0123456789abcdef0123456789abcdef", "rasa_open_source_version": "3.6.21", "training_type": 2, "domain": domain,
      "core_target": "select_prediction", "predict_schema": ["nodes": .object(nodes)],
    ]
    for (path, content) in files {
      let file = folder.appendingPathComponent(path)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(content.jsonText.utf8).write(to: file)
    }
    reader = try ModelReader(directory: FilePath(folder.path))
  }

  private static func node(_ component: String, _ config: JSONValue, needs: JSONValue, resource: String?) -> JSONValue {
    [
      "uses": .string("rasa.core.policies.\(component)"), "config": config, "needs": needs,
      "resource": resource.map { ["name": .string($0)] } ?? .null,
    ]
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// The policies of the model.
  func ensemble() throws -> PolicyEnsemble { try PolicyEnsemble.load(from: reader, domain: Domain(reader.metadata.domain)) }
}
