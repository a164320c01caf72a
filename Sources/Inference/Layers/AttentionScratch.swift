/// The memory that attention works in; a value of its own, so that one message's serves the next.
public struct AttentionScratch: Sendable {
  /// (1, units) the only row that gathers, where there is only one.
  var row = LaneMatrix()
  /// (tokens, units), all four
  var queries = LaneMatrix()
  var keys = LaneMatrix()
  var values = LaneMatrix()
  var gathered = LaneMatrix()
  /// What `AttentionTile` works in.
  var tile = LaneMatrix()

  public init() {}

  var bytes: Int { row.bytes + queries.bytes + keys.bytes + values.bytes + gathered.bytes + tile.bytes }
}
