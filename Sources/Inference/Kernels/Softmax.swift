#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Softmax of one vector, shifted by the largest number so that nothing overflows.
public enum Softmax {
  /// Numbers between 0 and 1 that add up to 1; empty for an empty vector.
  public static func apply(_ logits: [Float]) -> [Float] {
    guard let largest = logits.max() else { return [] }
    var values = logits.map { expf($0 - largest) }
    let sum = values.reduce(0, +)
    for index in values.indices { values[index] /= sum }
    return values
  }

  /// The largest number of the softmax, and where it stands (the first one of equals).
  static func peak(_ logits: [Float]) -> (index: Int, value: Float) {
    var best = 0
    for index in logits.indices where logits[index] > logits[best] { best = index }
    let sum = logits.reduce(into: Float(0)) { $0 += expf($1 - logits[best]) }
    return (best, 1 / sum)
  }
}
