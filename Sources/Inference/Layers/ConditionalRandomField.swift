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
    var state = logits.row(0)
    var steps: [[(origin: Int, confidence: Float)]] = []
    var arrivals = [Float](repeating: 0, count: tags)
    for token in 1..<max(1, logits.tokens) {
      var step: [(origin: Int, confidence: Float)] = []
      var next = logits.row(token)
      for tag in 0..<tags {
        for origin in 0..<tags { arrivals[origin] = state[origin] + transitions[origin * tags + tag] }
        let peak = Softmax.peak(arrivals)
        step.append((peak.index, peak.value))
        next[tag] += arrivals[peak.index]
      }
      steps.append(step)
      state = next
    }
    let last = Softmax.peak(state)
    return Self.trace(steps, from: last)
  }

  private static func trace(_ steps: [[(origin: Int, confidence: Float)]], from last: (index: Int, value: Float)) -> [Prediction] {
    var predictions = [Prediction(tag: last.index, confidence: last.value)]
    var tag = last.index
    var place = last.index
    for step in steps.reversed() {
      let confidence = step[min(place, step.count - 1)].confidence
      tag = step[tag].origin
      predictions.append(Prediction(tag: tag, confidence: confidence))
      // Written without a conversion, which a confidence that is NaN would not survive.
      place = confidence >= 1 ? 1 : 0
    }
    return predictions.reversed()
  }
}
