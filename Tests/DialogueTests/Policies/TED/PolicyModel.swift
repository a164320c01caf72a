import Dialogue
import Foundation
import JSON
import ModelFormat
import NLU
import SystemPackage
import Testing

/// An unpacked model whose policies a test asks, and that goes when the test has ended.
final class PolicyModel {
  private let folder: URL
  let reader: ModelReader
  let domain: Domain

  private static func makeFolder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("souffleur-policies-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  /// Unpacks an archive that real Rasa made.
  init(archive: URL) throws {
    folder = try Self.makeFolder()
    let tar = Process()
    tar.executableURL = URL(fileURLWithPath: "/usr/bin/tar")
    tar.arguments = ["-xzf", archive.path, "-C", folder.path]
    try tar.run()
    tar.waitUntilExit()
    reader = try ModelReader(directory: FilePath(folder.path))
    domain = try Domain(reader.metadata.domain)
  }

  /// Writes a model.
  /// - Parameter files: what training stored, by paths below the model's root; JSON, or bytes.
  init(nodes: JSONValue, domain: JSONValue = [:], files: [String: JSONValue] = [:], bytes: [String: [UInt8]] = [:]) throws {
    folder = try Self.makeFolder()
    var all = files
    all["metadata.json"] = [
      "model_id": "0123456789abcdef0123456789abcdef", "rasa_open_source_version": "3.6.21", "training_type": 2, "domain": domain,
      "predict_schema": ["nodes": nodes],
    ]
    var contents = bytes
    for (path, content) in all { contents[path] = Array(content.jsonText.utf8) }
    for (path, content) in contents {
      let file = folder.appendingPathComponent(path)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(content).write(to: file)
    }
    reader = try ModelReader(directory: FilePath(folder.path))
    self.domain = try Domain(reader.metadata.domain)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// The first node of a class.
  func node(_ className: String) throws -> GraphNode {
    try #require(reader.metadata.graph.nodes.first { $0.className == className })
  }

  /// The policies that learned from stories, by the names of their nodes.
  func learnedPolicies() throws -> [String: any Policy] {
    var policies: [String: any Policy] = [:]
    for node in reader.metadata.graph.nodes {
      let texts = try node.needs.first { $0.argument == "precomputations" }.map { try EndToEndFeaturizer.load($0.node, from: reader) }
      switch node.className {
      case "TEDPolicy":
        policies[node.name] = try TEDPolicy.load(node, from: reader, domain: domain, textFeaturizer: texts)
      case "UnexpecTEDIntentPolicy":
        policies[node.name] = try UnexpecTEDIntentPolicy.load(node, from: reader, domain: domain, textFeaturizer: texts)
      default: continue
      }
    }
    return policies
  }

  /// What occurs in rules only.
  func ruleOnlyData() throws -> RuleOnlyData {
    guard let node = reader.metadata.graph.nodes.first(where: { $0.className == "RulePolicy" }), reader.isTrained(node) else {
      return RuleOnlyData()
    }
    let lookup = try reader.json("rule_policy.json", of: node)["lookup"]
    func names(_ key: String) -> Set<Name> { Set((lookup?[key]?.array ?? []).compactMap { $0.string.map { Name($0) } }) }
    return RuleOnlyData(slots: names("rule_only_slots"), loops: names("rule_only_loops"))
  }
}
