/// How likely each of two classes is, for every two of them.
///
/// Source: T.-F. Wu, C.-J. Lin and R. C. Weng, "Probability Estimates for Multi-class Classification by Pairwise Coupling" (2004), the
/// second method by its algorithm 2. It stops as early as LIBSVM does, so that the result is LIBSVM's, and not the exact one.
struct PairwiseProbabilities {
  private let classes: Int
  /// (classes, classes): how likely the row's class is if it is that or the column's.
  private var r: [Double]

  /// No two classes are held for more different than this.
  private static let least = 1e-7

  init(classes: Int) {
    self.classes = classes
    r = [Double](repeating: 0, count: classes * classes)
  }

  /// - Parameter probability: what overflowed and is no number counts as the least.
  mutating func set(_ first: Int, _ second: Int, to probability: Double) {
    let probability = probability > Self.least ? min(probability, 1 - Self.least) : Self.least
    r[first * classes + second] = probability
    r[second * classes + first] = 1 - probability
  }

  /// The probability of each class that fits all pairs best.
  func coupled() -> [Double] {
    var p = [Double](repeating: 1 / Double(classes), count: classes)
    let q = self.q()
    var qp = p
    let epsilon = 0.005 / Double(classes)
    for _ in 0..<max(100, classes) {
      var pqp = 0.0
      for t in 0..<classes {
        var sum = 0.0
        for j in 0..<classes { sum += q[t * classes + j] * p[j] }
        qp[t] = sum
        pqp += p[t] * sum
      }
      if !qp.contains(where: { abs($0 - pqp) >= epsilon }) { break }
      for t in 0..<classes {
        let diagonal = q[t * classes + t]
        let change = (pqp - qp[t]) / diagonal
        p[t] += change
        pqp = (pqp + change * (change * diagonal + 2 * qp[t])) / (1 + change) / (1 + change)
        for j in 0..<classes {
          qp[j] = (qp[j] + change * q[t * classes + j]) / (1 + change)
          p[j] /= 1 + change
        }
      }
    }
    return p
  }

  /// The matrix Q of the paper: (classes, classes)
  private func q() -> [Double] {
    var q = r
    for t in 0..<classes {
      var sum = 0.0
      for j in 0..<classes where j != t {
        let other = r[j * classes + t]
        sum += other * other
        q[t * classes + j] = -other * r[t * classes + j]
      }
      q[t * classes + t] = sum
    }
    return q
  }
}
