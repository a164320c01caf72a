public import Inference

/// What one featurizer says of a message. Sequence features have a row per token, sentence features a single row.
public struct Features: Sendable {
  /// The featurizer's name in the graph, or its `alias`; by it a classifier's `featurizers` option selects.
  public let origin: String
  /// (tokens, columns); `nil` for a featurizer that only describes whole messages.
  public let sequence: SparseMatrix?
  /// (1, columns); `nil` for a featurizer that only describes words.
  public let sentence: SparseMatrix?
  /// (tokens, columns); `nil` for a featurizer that does not embed words.
  public let denseSequence: DenseMatrix?
  /// (1, columns); `nil` for a featurizer that does not embed messages.
  public let denseSentence: DenseMatrix?
  /// What the columns stand for, in UTF-8, where they are patterns of the training data; `nil` otherwise.
  let patternNames: [[UInt8]]?

  public init(
    origin: String, sequence: SparseMatrix?, sentence: SparseMatrix?, denseSequence: DenseMatrix? = nil,
    denseSentence: DenseMatrix? = nil
  ) {
    self.init(
      origin: origin, sequence: sequence, sentence: sentence, denseSequence: denseSequence, denseSentence: denseSentence,
      patternNames: nil)
  }

  /// - Parameter patternNames: what the columns stand for.
  init(
    origin: String, sequence: SparseMatrix?, sentence: SparseMatrix?, denseSequence: DenseMatrix? = nil,
    denseSentence: DenseMatrix? = nil, patternNames: [[UInt8]]?
  ) {
    self.origin = origin
    self.sequence = sequence
    self.sentence = sentence
    self.denseSequence = denseSequence
    self.denseSentence = denseSentence
    self.patternNames = patternNames
  }
}
