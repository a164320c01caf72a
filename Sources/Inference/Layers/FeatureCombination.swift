/// The features of one example: matrices side by side, a row per token, and a single row for the whole example.
public struct SequenceFeatures: Sendable {
  /// Sparse matrices of as many rows as there are tokens; empty when there are no features of tokens.
  public var sequence: [SparseMatrix]
  /// Sparse matrices of one row each; empty when there are no features of the whole example.
  public var sentence: [SparseMatrix]

  public init(sequence: [SparseMatrix], sentence: [SparseMatrix]) {
    self.sequence = sequence
    self.sentence = sentence
  }

  /// The number of tokens.
  public var tokens: Int { sequence.first?.rows ?? 0 }
}

/// Makes an example's features dense and puts those of the whole example behind those of its tokens, as one more row.
public struct FeatureCombination: Sendable {
  /// How one kind of features becomes dense.
  private struct Kind: Sendable {
    /// `nil` when the features are dense already, as one-hot labels are.
    let sparseToDense: SparseToDenseLayer?
    /// Brings both kinds to the same width, where they differ.
    let unification: FeedForward?
    let outputs: Int
  }

  private let sequence: Kind?
  private let sentence: Kind?
  /// The width of every row.
  public let outputs: Int

  /// The columns of sparse features that each kind takes; `nil` for a kind that it does not have.
  public var sequenceInputs: Int? { sequence.map { $0.sparseToDense?.inputs ?? $0.outputs } }
  public var sentenceInputs: Int? { sentence.map { $0.sparseToDense?.inputs ?? $0.outputs } }

  /// Reads `PATH/_tf_layers/sparse_dense..{sequence,sentence}` and the layers that unify their widths.
  /// - Parameters:
  ///   - denseSequenceWidth: the width of tokens' features that are dense already, where they have no layer of their own.
  ///   - denseSentenceWidth: the same for the features of the whole example.
  /// - Throws: `CheckpointError` when a tensor is missing, damaged or of another shape.
  public init(
    _ bundle: borrowing TensorBundle, _ path: String, denseSequenceWidth: Int? = nil, denseSentenceWidth: Int? = nil
  ) throws(CheckpointError) {
    sequence = try Self.kind(bundle, path, "sequence", denseWidth: denseSequenceWidth)
    sentence = try Self.kind(bundle, path, "sentence", denseWidth: denseSentenceWidth)
    let widths = Set([sequence?.outputs, sentence?.outputs].compactMap(\.self))
    guard let width = widths.first, widths.count == 1 else {
      throw .unexpectedTensor(file: bundle.name, tensor: path, reason: "has no features, or features of different widths")
    }
    outputs = width
  }

  private static func kind(
    _ bundle: borrowing TensorBundle, _ path: String, _ name: String, denseWidth: Int?
  ) throws(CheckpointError) -> Kind? {
    let layer = "\(path)/_tf_layers/sparse_dense..\(name)/_tf_layers/sparse_to_dense"
    let sparseToDense = bundle.contains("\(layer)/kernel") ? try SparseToDenseLayer(bundle, layer) : nil
    guard let width = sparseToDense?.outputs ?? denseWidth else { return nil }
    let unifier = "\(path)/_tf_layers/unify_dims_before_seq_sent_concat..\(name)"
    let unification = bundle.contains("\(unifier)/_ffn_layers/0/kernel") ? try FeedForward(bundle, unifier, inputs: width) : nil
    return Kind(sparseToDense: sparseToDense, unification: unification, outputs: unification?.outputs ?? width)
  }

  /// - Parameters:
  ///   - features: one example's.
  ///   - paddedTokens: the length of the longest example that training put beside it, when the example is a label. The
  ///     unifying layer's bias reaches the rows behind a shorter one's tokens, and the row of the whole example.
  /// - Returns: (tokens + 1 or the padded length + 1, outputs); without the last row when there are only features of tokens.
  public func callAsFunction(_ features: SequenceFeatures, paddedTokens: Int? = nil) -> LaneMatrix {
    let tokens = features.tokens
    let length = max(tokens, paddedTokens ?? 0)
    guard let sequence else { return dense(features.sentence, rows: 1, length: 1, of: sentence) }
    let words = dense(features.sequence, rows: tokens, length: length, of: sequence)
    guard let sentence else { return words }
    let whole = dense(features.sentence, rows: 1, length: 1, of: sentence)
    var combined = LaneMatrix(tokens: length + 1, units: outputs)
    for unit in 0..<outputs {
      for token in 0..<length { combined[token, unit] = words[token, unit] }
      combined[tokens, unit] += whole[0, unit]
    }
    return combined
  }

  /// (length, outputs), of which only the first `rows` come from features.
  private func dense(_ features: [SparseMatrix], rows: Int, length: Int, of kind: Kind?) -> LaneMatrix {
    guard let kind else { return LaneMatrix(tokens: length, units: outputs) }
    var y = LaneMatrix(tokens: length, units: kind.sparseToDense?.outputs ?? features.reduce(0) { $0 + $1.columns })
    for row in 0..<rows {
      if let layer = kind.sparseToDense {
        layer.write(features, row: row, to: row, of: &y)
      } else {
        var firstColumn = 0
        for matrix in features {
          for cell in matrix.cells(ofRow: row) { y[row, firstColumn + Int(matrix.indices[cell])] += matrix.values[cell] }
          firstColumn += matrix.columns
        }
      }
    }
    return kind.unification.map { $0(y) } ?? y
  }
}
