internal import Glibc

/// How badly weights explain a training set: its negative log-likelihood, with a penalty on the squares of the weights (L2).
struct LinearChainObjective: ~Copyable {
  private let features: LinearChainFeatures
  private let frequencies: [Double]
  private let examples: LinearChainExamples
  private let l2: Double
  private var lattice: LinearChainLattice
  /// (labels, labels): exponentials of weights, and how often the model expects each pair in a sentence.
  private var transitions: [Double]
  private var expected: [Double]

  init(_ features: LinearChainFeatures, _ frequencies: [Double], _ examples: LinearChainExamples, l2: Double) {
    self.features = features
    self.frequencies = frequencies
    self.examples = examples
    self.l2 = l2
    lattice = LinearChainLattice(labels: features.labelCount)
    transitions = [Double](repeating: 0, count: features.labelCount * features.labelCount)
    expected = transitions
  }

  /// Computes the objective and its gradient: how often the model expects each feature, less how often it is there.
  mutating func evaluate(_ weights: UnsafePointer<Double>, _ gradient: UnsafeMutablePointer<Double>) -> Double {
    for index in 0..<features.count { gradient[index] = -frequencies[index] }
    for index in transitions.indices { transitions[index] = exp(weights[features.stateCount + index]) }
    var likelihood = 0.0
    for sentence in examples.sentences {
      lattice.begin(words: sentence.count)
      score(sentence, weights)
      let path = self.path(of: sentence, weights)
      transitions.withUnsafeBufferPointer { if let base = $0.baseAddress { lattice.run(base) } }
      likelihood += path - lattice.logarithmOfSum
      expect(sentence, gradient)
    }
    guard l2 > 0 else { return -likelihood }
    var norm = 0.0
    for index in 0..<features.count {
      gradient[index] += 2 * l2 * weights[index]
      norm += weights[index] * weights[index]
    }
    return -likelihood + l2 * norm
  }

  private func score(_ sentence: Range<Int>, _ weights: UnsafePointer<Double>) {
    for word in sentence {
      let state = lattice.state + (word - sentence.lowerBound) * features.labelCount
      for index in examples.wordOffsets[word]..<examples.wordOffsets[word + 1] {
        let attribute = Int(examples.attributes[index])
        let value = examples.values[index]
        for feature in features.offsets[attribute]..<features.offsets[attribute + 1] {
          state[Int(features.labels[feature])] += weights[feature] * value
        }
      }
    }
  }

  /// The score of the labels that the sentence has.
  private func path(of sentence: Range<Int>, _ weights: UnsafePointer<Double>) -> Double {
    let start = sentence.lowerBound
    var previous = Int(examples.labels[start])
    var score = lattice.state[previous]
    for word in sentence.dropFirst() {
      let label = Int(examples.labels[word])
      score += weights[features.stateCount + previous * features.labelCount + label]
      score += lattice.state[(word - start) * features.labelCount + label]
      previous = label
    }
    return score
  }

  /// Adds to the gradient how often the model expects each feature in the sentence.
  private mutating func expect(_ sentence: Range<Int>, _ gradient: UnsafeMutablePointer<Double>) {
    let labels = features.labelCount
    expected.withUnsafeMutableBufferPointer { expected in
      expected.update(repeating: 0)
      for word in 0..<sentence.count - 1 {
        lattice.expect(after: word)
        for from in 0..<labels {
          let alpha = lattice.alpha[word * labels + from]
          for to in 0..<labels {
            expected[from * labels + to] += alpha * transitions[from * labels + to] * lattice.row[to]
          }
        }
      }
    }
    for word in sentence {
      let position = word - sentence.lowerBound
      let marginal = lattice.row
      let factor = 1 / lattice.scale[position]
      for label in 0..<labels {
        marginal[label] = lattice.alpha[position * labels + label] * lattice.beta[position * labels + label] * factor
      }
      for index in examples.wordOffsets[word]..<examples.wordOffsets[word + 1] {
        let attribute = Int(examples.attributes[index])
        let value = examples.values[index]
        for feature in features.offsets[attribute]..<features.offsets[attribute + 1] {
          gradient[feature] += marginal[Int(features.labels[feature])] * value
        }
      }
    }
    for index in expected.indices { gradient[features.stateCount + index] += expected[index] }
  }
}
