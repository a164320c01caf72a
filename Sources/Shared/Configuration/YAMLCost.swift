/// What a collection costs once every alias in it is written out: the sum of its parts. Guards against texts of a few hundred bytes that
/// mean gigabytes.
struct YAMLCost {
  private let limits: YAMLLimits
  private var bytes = 16
  private var height = 0

  init(limits: YAMLLimits) { self.limits = limits }

  /// Counts a part; false when that is too much.
  mutating func add(_ part: YAMLParser.Composed) -> Bool {
    bytes += part.expandedBytes
    height = max(height, part.height)
    return bytes <= limits.maximumExpandedBytes
  }

  /// The collection with its cost.
  func total(of node: YAMLNode) -> YAMLParser.Composed {
    YAMLParser.Composed(node: node, expandedBytes: bytes, height: height + 1)
  }
}
