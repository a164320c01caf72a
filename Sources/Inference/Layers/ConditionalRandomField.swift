/// Finds the most likely sequence of tags, given how likely each tag is at each token and how well neighbours get along.
///
/// Source: Lafferty, McCallum and Pereira, "Conditional Random Fields", 2001; decoding after Viterbi, 1967.
public struct ConditionalRandomField: Sendable {
  public let tags: Int
  /// How well each tag follows each other one. (from, to)
  private let transitions: [Float]

  /// A token's tag with the confidence that Rasa reports for it.
  public struct Prediction: Sendable, Equatable {
    public let tag: Int
    public let confidence: Float
  }

  /// - Parameter transitions: (tags, tags)
  public init(transitions: Tensor) {
    precondition(transitions.shape.count == 2 && transitions.shape[0] == transitions.shape[1], "transitions are square")
    tags = transitions.shape[0]
    self.transitions = transitions.values
  }

  /// Reads `PATH/transitions`.
  /// - Throws: `CheckpointError` when the tensor is missing, damaged or of another shape.
  public init(_ bundle: borrowing TensorBundle, _ path: String, tags: Int) throws(CheckpointError) {
    self.init(transitions: try bundle.tensor("\(path)/transitions", shape: [tags, tags]))
  }

  /// Decodes the best sequence.
  ///
  /// The confidences are Rasa's, oddity included: the last token's is that of its tag at the end of the path, the one before
  /// it is the confidence of the step to the last tag, and every earlier one is taken from the row of its step at the place
  /// that the next confidence names when cut to a whole number (so at 0, or at 1 where that confidence is exactly 1).
  /// - Parameter logits: (tokens, tags) of at least one token.
  /// - Returns: (tokens)
  public func decode(_ logits: LaneMatrix) -> [Prediction] {
    precondition(logits.units == tags, "there are logits for another number of tags")
    guard logits.tokens > 0, tags > 0 else { return [] }
    // Scores of the best paths to each tag at each token, and where each comes from. (tokens, tags)
    var states = [logits.row(0)]
    var origins: [[Int]] = []
    for token in 1..<max(1, logits.tokens) {
      let state = states[token - 1]
      var next = logits.row(token)
      var step = [Int](repeating: 0, count: tags)
      for tag in 0..<tags {
        var best = state[0] + transitions[tag]
        for origin in 1..<max(1, tags) {
          let arrival = state[origin] + transitions[origin * tags + tag]
          if arrival > best {
            best = arrival
            step[tag] = origin
          }
        }
        next[tag] += best
      }
      origins.append(step)
      states.append(next)
    }
    return trace(states, origins)
  }

  /// Follows the best path from its end to its beginning.
  private func trace(_ states: [[Float]], _ origins: [[Int]]) -> [Prediction] {
    let last = Softmax.peak(states[states.count - 1])
    var predictions = [Prediction(tag: last.index, confidence: last.value)]
    var tag = last.index
    var place = last.index
    for token in origins.indices.reversed() {
      let target = min(place, tags - 1)
      let arrivals = (0..<tags).map { states[token][$0] + transitions[$0 * tags + target] }
      let confidence = Softmax.peak(arrivals).value
      tag = origins[token][tag]
      predictions.append(Prediction(tag: tag, confidence: confidence))
      // Written without a conversion, which a confidence that is NaN would not survive.
      place = confidence >= 1 ? 1 : 0
    }
    return predictions.reversed()
  }
}
