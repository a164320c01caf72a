import Foundation
import Inference
import ModelFormat
import NLU
import Shared
import SystemPackage

/// An unpacked model whose components are built one by one, so that each can be measured by itself.
struct BenchModel: Sendable {
  /// The folder is removed with ``remove()``.
  let folder: FilePath
  let reader: ModelReader
  /// The components in the order of the pipeline, with their Python names.
  let components: [(name: String, component: any NLUComponent)]

  /// Unpacks and loads a model.
  static func load(_ archive: FilePath) throws -> BenchModel {
    guard FileManager.default.fileExists(atPath: archive.string) else { throw BenchError.noModel(archive) }
    let folder = Self.temporaryFolder()
    _ = try ModelArchive.unpack(archive, into: folder)
    let reader = try ModelReader(directory: folder)
    let components = try Self.nodes(of: reader).map { node, type in (node.className, try type.load(node, from: reader) as any NLUComponent)
    }
    return BenchModel(folder: folder, reader: reader, components: components)
  }

  static func temporaryFolder() -> FilePath {
    FilePath(FileManager.default.temporaryDirectory.path).appending("souffleur-bench-\(UUID().uuidString)")
  }

  /// The nodes of the graph that are components, in their order.
  static func nodes(of reader: ModelReader) throws -> [(node: GraphNode, type: any NLUComponent.Type)] {
    guard let target = reader.metadata.nluTarget else { return [] }
    return try reader.metadata.graph.path(to: target).compactMap { node in
      guard case .component(let type) = ComponentRegistry.role(of: node.component) else { return nil }
      return (node, type)
    }
  }

  func remove() { try? FileTree.remove(folder) }

  /// The node of the classifier, and its checkpoint without `.index`.
  func classifier() throws -> (node: GraphNode, checkpoint: FilePath) {
    for (node, _) in try Self.nodes(of: reader) where node.className == "DIETClassifier" {
      if let resource = node.resource, reader.isTrained(node) {
        return (node, folder.appending(ComponentFiles.folder).appending(resource).appending("DIETClassifier.tf_model"))
      }
    }
    throw BenchError.noClassifier(folder)
  }

  /// The message before the first component of that name sees it.
  func message(_ text: String, before name: String) -> Message {
    var message = Message(text: text)
    for (other, component) in components {
      if other == name { break }
      component.process(&message)
    }
    return message
  }
}

extension SequenceFeatures {
  /// All that the featurizers said of a message.
  init(_ message: Message) {
    self.init(
      sequence: message.features.compactMap(\.sequence), sentence: message.features.compactMap(\.sentence),
      denseSequence: message.features.compactMap(\.denseSequence), denseSentence: message.features.compactMap(\.denseSentence))
  }
}
