import JSON
import ModelFormat

/// `metadata.json`: the versions, the graph, the way through it, and the files that its components need.
enum MetadataTarget: FuzzTarget {
  static let name = "metadata"

  static func run(_ bytes: [UInt8]) {
    guard let metadata = try? ModelMetadata(parsing: bytes) else { return }
    for target in [metadata.nluTarget, metadata.coreTarget].compactMap(\.self) {
      guard let path = try? metadata.graph.path(to: target) else { continue }
      var finished: Set<String> = []
      for node in path {
        precondition(
          node.needs.allSatisfy { finished.contains($0.node) || $0.node.hasPrefix("__") }, "a node stands before what it needs")
        precondition(finished.insert(node.name).inserted, "a node stands in the path twice")
        precondition(node.resource.map { !$0.utf8.contains(UInt8(ascii: "/")) && $0 != ".." } ?? true, "a resource leads elsewhere")
      }
    }
    var asked = 0
    func exists(_ path: String) -> Bool {
      asked += 1
      return asked % 7 != 0
    }
    try? ComponentFiles.check(metadata.graph, folderExists: { _ in true }, fileExists: exists)
  }
}
