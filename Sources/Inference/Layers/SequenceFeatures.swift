/// The features of one example: matrices side by side, a row per token, and a single row for the whole example.
public struct SequenceFeatures: Sendable {
  /// Sparse matrices of as many rows as there are tokens; empty when there are no sparse features of tokens.
  public var sequence: [SparseMatrix]
  /// Sparse matrices of one row each; empty when there are no sparse features of the whole example.
  public var sentence: [SparseMatrix]
  /// Dense matrices of as many rows as there are tokens.
  public var denseSequence: [DenseMatrix]
  /// Dense matrices of one row each.
  public var denseSentence: [DenseMatrix]

  public init(
    sequence: [SparseMatrix], sentence: [SparseMatrix], denseSequence: [DenseMatrix] = [], denseSentence: [DenseMatrix] = []
  ) {
    self.sequence = sequence
    self.sentence = sentence
    self.denseSequence = denseSequence
    self.denseSentence = denseSentence
  }

  /// The number of tokens.
  public var tokens: Int { sequence.first?.rows ?? denseSequence.first?.rows ?? 0 }
  /// Whether there is a row for the whole example.
  public var hasSentence: Bool { !sentence.isEmpty || !denseSentence.isEmpty }
  /// The rows that an encoder makes of it.
  public var rows: Int { tokens + (hasSentence ? 1 : 0) }
  public var isEmpty: Bool { sequence.isEmpty && denseSequence.isEmpty && !hasSentence }

  /// The columns of each kind, as the layer takes them.
  public var widths: FeatureWidths {
    FeatureWidths(
      sequence: .init(sparse: sequence.reduce(0) { $0 + $1.columns }, dense: denseSequence.reduce(0) { $0 + $1.columns }),
      sentence: .init(sparse: sentence.reduce(0) { $0 + $1.columns }, dense: denseSentence.reduce(0) { $0 + $1.columns }))
  }
}
