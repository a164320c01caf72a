/// The memory that a transformer works in; a value of its own, so that one message's serves the next.
public struct TransformerScratch: Sendable {
  /// (tokens, units)
  var normalized = LaneMatrix()
  /// (tokens, the inner width of a layer)
  var wide = LaneMatrix()
  /// (1, units) the only row that is read, where there is only one.
  var row = LaneMatrix()
  var attention = AttentionScratch()

  public init() {}

  var bytes: Int { normalized.bytes + wide.bytes + row.bytes + attention.bytes }
}
