internal import Glibc

/// A trained linear chain (a conditional random field over words and pairs of neighbours), as CRFsuite makes it.
///
/// Source: J. Lafferty, A. McCallum and F. Pereira, "Conditional Random Fields" (2001).
package struct LinearChainModel: Sendable {
  /// The attributes that matter, by their numbers, with the labels that they speak for or against.
  private let features: LinearChainFeatures
  private let weights: [Double]
  /// (from, to): exponentials of the weights of pairs of labels.
  private let transitions: [Double]

  package var labelCount: Int { features.labelCount }

  /// Settings of the training.
  package struct Training {
    /// The weights of the penalties on absolute values and on squares; not more than zero for none.
    let l1: Double
    let l2: Double
    /// How many steps training makes at most; 0 for as many as it takes.
    let maximumIterations: Int

    package init(l1: Double, l2: Double, maximumIterations: Int) {
      self.l1 = l1
      self.l2 = l2
      self.maximumIterations = maximumIterations
    }
  }

  /// Trains a chain. Takes seconds for a large training set.
  /// - Throws: `LinearChainError` when the training set needs too much memory.
  package init(_ examples: LinearChainExamples, _ training: Training) throws(LinearChainError) {
    let (features, frequencies) = try LinearChainFeatures.collect(examples)
    var objective = LinearChainObjective(features, frequencies, examples, l2: training.l2)
    let weights = LimitedMemoryBFGS(l1: training.l1, maximumIterations: training.maximumIterations)
      .minimize(features.count) { objective.evaluate($0, $1) }
    transitions = weights[features.stateCount...].map { exp($0) }
    // The L1 penalty leaves most weights at zero.
    var offsets = [0]
    var labels: [Int32] = []
    var kept: [Double] = []
    for attribute in 0..<examples.attributeCount {
      for feature in features.offsets[attribute]..<features.offsets[attribute + 1] where weights[feature] != 0 {
        labels.append(features.labels[feature])
        kept.append(weights[feature])
      }
      offsets.append(labels.count)
    }
    self.features = LinearChainFeatures(labelCount: features.labelCount, offsets: offsets, labels: labels)
    self.weights = kept
  }

  /// Whether an attribute changes anything.
  package func isActive(_ attribute: Int32) -> Bool {
    let attribute = Int(attribute)
    return attribute >= 0 && attribute < features.offsets.count - 1 && features.offsets[attribute] < features.offsets[attribute + 1]
  }

  /// The probability of every label of every word.
  /// - Parameters:
  ///   - words: how many there are; at least one.
  ///   - score: gives a word's attributes to the closure, each with its value, in the order of training.
  /// - Returns: (words, labels)
  package func marginals(
    words: Int, _ attributes: (_ word: Int, _ add: (_ attribute: Int32, _ value: Double) -> Void) -> Void
  ) -> [Double] {
    let labels = labelCount
    guard words > 0, labels > 0 else { return [] }
    var lattice = LinearChainLattice(labels: labels)
    lattice.begin(words: words)
    for word in 0..<words {
      let state = lattice.state + word * labels
      attributes(word) { attribute, value in
        guard isActive(attribute) else { return }
        for feature in features.offsets[Int(attribute)]..<features.offsets[Int(attribute) + 1] {
          state[Int(features.labels[feature])] += weights[feature] * value
        }
      }
    }
    transitions.withUnsafeBufferPointer { if let base = $0.baseAddress { lattice.run(base) } }
    return [Double](unsafeUninitializedCapacity: words * labels) { result, count in
      for index in 0..<words * labels { result[index] = lattice.alpha[index] * lattice.beta[index] / lattice.scale[index / labels] }
      count = words * labels
    }
  }
}
