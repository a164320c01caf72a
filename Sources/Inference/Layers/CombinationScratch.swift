/// The memory in which features of words and of the whole text become rows of one matrix.
struct CombinationScratch: Sendable {
  /// (units) one row before it is spread over the lanes.
  var row: [Float] = []
  /// (tokens, units) the features of words, before their width is unified.
  var words = LaneMatrix()
  /// (1, units) those of the whole text.
  var whole = LaneMatrix()
  var spare = LaneMatrix()

  var bytes: Int { row.count * MemoryLayout<Float>.stride + words.bytes + whole.bytes + spare.bytes }
}
