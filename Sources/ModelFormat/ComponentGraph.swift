import JSON

/// The graph by which a model answers: its components, and who needs whose output.
public struct ComponentGraph: Sendable {
  /// The nodes in the order in which the archive lists them.
  public let nodes: [GraphNode]
  private let positions: [String: Int]

  /// More nodes than any pipeline has; a larger graph is refused.
  public static let maximumNodes = 1_000

  init(json: JSONValue) throws(ModelFormatError) {
    guard let entries = json["nodes"]?.object else { throw .malformedGraph(reason: "it has no nodes") }
    guard entries.count <= Self.maximumNodes else {
      throw .malformedGraph(reason: "it has \(entries.count) nodes, more than \(Self.maximumNodes)")
    }
    var nodes: [GraphNode] = []
    var positions: [String: Int] = [:]
    for (name, entry) in entries {
      positions[name] = nodes.count
      nodes.append(try GraphNode(name: name, json: entry))
    }
    self.nodes = nodes
    self.positions = positions
  }

  /// The node of that name.
  public subscript(_ name: String) -> GraphNode? { positions[name].map { nodes[$0] } }

  /// The nodes that `target` needs, itself included, each after everything that it needs.
  /// - Throws: `ModelFormatError.malformedGraph` when a node is missing or needs itself.
  public func path(to target: String) throws(ModelFormatError) -> [GraphNode] {
    var ordered: [GraphNode] = []
    var finished: Set<String> = []
    var open: Set<String> = []
    var stack: [(name: String, isExpanded: Bool)] = [(target, false)]
    while let (name, isExpanded) = stack.popLast() {
      if isExpanded {
        open.remove(name)
        if finished.insert(name).inserted, let node = self[name] { ordered.append(node) }
        continue
      }
      if finished.contains(name) || Self.isOutsideInput(name) { continue }
      guard let node = self[name] else { throw .malformedGraph(reason: "the node \(name) is needed but missing") }
      guard open.insert(name).inserted else { throw .malformedGraph(reason: "the node \(name) needs its own output") }
      stack.append((name, true))
      for need in node.needs.reversed() where !finished.contains(need.node) {
        guard !open.contains(need.node) else { throw .malformedGraph(reason: "the node \(need.node) needs its own output") }
        stack.append((need.node, false))
      }
    }
    return ordered
  }

  /// `__message__`, `__tracker__` and the like come from the caller, not from a node.
  static func isOutsideInput(_ name: String) -> Bool { name.hasPrefix("__") && name.hasSuffix("__") }
}
