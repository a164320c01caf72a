/// Orders labels by their confidence and drops the tail.
public enum LabelRanking {
  /// - Parameters:
  ///   - length: how many labels to keep; 0 for all.
  ///   - renormalizes: whether what is kept is scaled to add up to 1, where anything was dropped.
  /// - Returns: the labels' numbers with their confidences, the best first; of equals the higher number.
  public static func rank(_ confidences: [Float], length: Int, renormalizes: Bool) -> [(label: Int, confidence: Float)] {
    var ranking = confidences.enumerated().map { (label: $0.offset, confidence: $0.element) }
    ranking.sort { ($0.confidence, $0.label) > ($1.confidence, $1.label) }
    guard length > 0, length < ranking.count else { return ranking }
    ranking.removeSubrange(length...)
    let sum = ranking.reduce(Float(0)) { $0 + $1.confidence }
    guard renormalizes, sum > 0 else { return ranking }
    return ranking.map { ($0.label, $0.confidence / sum) }
  }
}
