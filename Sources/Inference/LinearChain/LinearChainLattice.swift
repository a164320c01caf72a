internal import Glibc

/// The forward-backward algorithm on one sentence: how likely every label of every word is, whatever the others are.
///
/// Source: L. R. Rabiner, "A Tutorial on Hidden Markov Models" (1989), section V.A for the scaling. The order of every sum is CRFsuite's.
struct LinearChainLattice: ~Copyable {
  let labels: Int
  private(set) var words = 0
  private var capacity = 0
  /// (words, labels): scores, until `run` replaces them by their exponentials.
  private(set) var state: UnsafeMutablePointer<Double>
  /// (words, labels)
  private(set) var alpha: UnsafeMutablePointer<Double>
  /// (words, labels)
  private(set) var beta: UnsafeMutablePointer<Double>
  /// (words): what each row of `alpha` was multiplied with, so that it sums up to 1.
  private(set) var scale: UnsafeMutablePointer<Double>
  /// (labels)
  let row: UnsafeMutablePointer<Double>

  init(labels: Int) {
    self.labels = labels
    row = .allocate(capacity: max(labels, 1))
    (state, alpha, beta, scale) = (.allocate(capacity: 1), .allocate(capacity: 1), .allocate(capacity: 1), .allocate(capacity: 1))
  }

  deinit {
    state.deallocate()
    alpha.deallocate()
    beta.deallocate()
    scale.deallocate()
    row.deallocate()
  }

  /// Begins a sentence; all scores are zero.
  mutating func begin(words: Int) {
    self.words = words
    if words > capacity {
      for buffer in [state, alpha, beta, scale] { buffer.deallocate() }
      capacity = words
      state = .allocate(capacity: words * labels)
      alpha = .allocate(capacity: words * labels)
      beta = .allocate(capacity: words * labels)
      scale = .allocate(capacity: words)
    }
    state.update(repeating: 0, count: words * labels)
  }

  /// Computes `alpha`, `beta` and `scale`. There is at least one word.
  /// - Parameter transitions: the exponentials of the weights of pairs of labels, (from, to).
  func run(_ transitions: UnsafePointer<Double>) {
    for index in 0..<words * labels { state[index] = exp(state[index]) }
    alpha.update(from: state, count: labels)
    normalize(0)
    for word in 1..<max(words, 1) {
      let current = alpha + word * labels
      let previous = current - labels
      current.update(repeating: 0, count: labels)
      for from in 0..<labels {
        let factor = previous[from]
        let row = transitions + from * labels
        for to in 0..<labels { current[to] += factor * row[to] }
      }
      let state = state + word * labels
      for label in 0..<labels { current[label] *= state[label] }
      normalize(word)
    }
    runBackwards(transitions)
  }

  private func normalize(_ word: Int) {
    let current = alpha + word * labels
    var sum = 0.0
    for label in 0..<labels { sum += current[label] }
    scale[word] = sum != 0 ? 1 / sum : 1
    for label in 0..<labels { current[label] *= scale[word] }
  }

  private func runBackwards(_ transitions: UnsafePointer<Double>) {
    let last = words - 1
    (beta + last * labels).update(repeating: scale[last], count: labels)
    for word in (0..<last).reversed() {
      expect(after: word)
      let current = beta + word * labels
      for from in 0..<labels {
        let transition = transitions + from * labels
        var sum = 0.0
        for to in 0..<labels { sum += transition[to] * row[to] }
        current[from] = sum * scale[word]
      }
    }
  }

  /// Writes into `row` how likely what follows the word is, by the label of the next word.
  func expect(after word: Int) {
    let next = (word + 1) * labels
    for label in 0..<labels { row[label] = beta[next + label] * state[next + label] }
  }

  /// The logarithm of the sum over all sequences of labels.
  var logarithmOfSum: Double {
    var sum = 0.0
    for word in 0..<words { sum += log(scale[word]) }
    return -sum
  }
}
