/// Makes an example's features dense and puts those of the whole example behind those of its tokens, as one more row.
public struct FeatureCombination: Sendable {
  /// How one kind of features becomes a row of numbers: the sparse ones through a layer, the dense ones behind them.
  private struct Kind: Sendable {
    let sparseToDense: SparseToDenseLayer?
    /// Brings both kinds to the same width, where they differ.
    let unification: FeedForward?
    /// The width in front of the unification.
    let width: Int

    var inputs: FeatureWidths.Kind {
      FeatureWidths.Kind(sparse: sparseToDense?.inputs ?? 0, dense: width - (sparseToDense?.outputs ?? 0))
    }

    /// Whether features of those columns fit. Only of sparse ones a checkpoint says whether there are any.
    func takes(_ columns: FeatureWidths.Kind) -> Bool {
      columns == inputs || (sparseToDense == nil && unification == nil && columns.isEmpty)
    }

    /// Whether features of those columns fit once sparse ones are left out. The others then take the first columns.
    func takesBeginning(_ columns: FeatureWidths.Kind) -> Bool {
      columns.sparse <= inputs.sparse && columns.dense == inputs.dense && !columns.isEmpty
    }
  }

  private let sequence: Kind
  private let sentence: Kind
  /// The width of every row.
  public let outputs: Int

  /// The columns of features that it takes. Where there are no sparse features of a kind, there may be dense ones or none.
  public var inputs: FeatureWidths { FeatureWidths(sequence: sequence.inputs, sentence: sentence.inputs) }

  /// Whether features of those columns fit.
  public func takes(_ columns: FeatureWidths) -> Bool {
    sequence.takes(columns.sequence) && sentence.takes(columns.sentence)
      && !(columns.sequence.isEmpty && columns.sentence.isEmpty)
  }

  /// Whether features of those columns fit once sparse ones are left out. The others then take the first columns.
  func takesBeginning(_ columns: FeatureWidths) -> Bool {
    sequence.takesBeginning(columns.sequence) && sentence.takesBeginning(columns.sentence)
  }

  /// Reads `PATH/_tf_layers/sparse_dense..{sequence,sentence}` and the layers that unify their widths.
  /// - Parameter outputs: how many inputs the next layer has; from it follows how many dense features there are.
  /// - Throws: `CheckpointError` when a tensor is missing, damaged or of another shape.
  public init(_ bundle: borrowing TensorBundle, _ path: String, outputs: Int) throws(CheckpointError) {
    self.outputs = outputs
    sequence = try Self.kind(bundle, path, "sequence", outputs: outputs)
    sentence = try Self.kind(bundle, path, "sentence", outputs: outputs)
  }

  private static func kind(
    _ bundle: borrowing TensorBundle, _ path: String, _ name: String, outputs: Int
  ) throws(CheckpointError) -> Kind {
    let layer = "\(path)/_tf_layers/sparse_dense..\(name)/_tf_layers/sparse_to_dense"
    let sparseToDense = bundle.contains("\(layer)/kernel") ? try SparseToDenseLayer(bundle, layer) : nil
    let unifier = "\(path)/_tf_layers/unify_dims_before_seq_sent_concat..\(name)"
    var width = outputs
    var unification: FeedForward?
    if bundle.contains("\(unifier)/_ffn_layers/0/kernel") {
      width = try bundle.inputs(of: "\(unifier)/_ffn_layers/0")
      unification = try FeedForward(bundle, unifier, inputs: width)
    }
    guard width >= sparseToDense?.outputs ?? 0, unification?.outputs ?? outputs == outputs else {
      throw .unexpectedTensor(file: bundle.name, tensor: "\(path) (\(name))", reason: "has another width than the layer behind it")
    }
    return Kind(sparseToDense: sparseToDense, unification: unification, width: width)
  }

  /// - Parameters:
  ///   - features: one example's.
  ///   - paddedTokens: the length of the longest example that training put beside it, when the example is a label. The
  ///     unifying layer's bias reaches the rows behind a shorter one's tokens, and the row of the whole example.
  /// - Returns: (tokens + 1 or the padded length + 1, outputs); without the last row when there are only features of tokens.
  public func callAsFunction(_ features: SequenceFeatures, paddedTokens: Int? = nil) -> LaneMatrix {
    var y = LaneMatrix()
    var scratch = CombinationScratch()
    self(features, paddedTokens: paddedTokens, into: &y, scratch: &scratch)
    return y
  }

  func callAsFunction(
    _ features: SequenceFeatures, paddedTokens: Int? = nil, into y: inout LaneMatrix, scratch: inout CombinationScratch
  ) {
    let tokens = features.tokens
    let hasSequence = !features.sequence.isEmpty || !features.denseSequence.isEmpty
    let length = hasSequence ? max(tokens, paddedTokens ?? 0) : 0
    y.reshape(tokens: length + (features.hasSentence ? 1 : 0), units: outputs)
    y.clear()
    if let unification = sequence.unification, hasSequence {
      scratch.words.reshape(tokens: length, units: sequence.width)
      scratch.words.clear()
      write(features.sequence, features.denseSequence, rows: tokens, of: sequence, to: &scratch.words, &scratch.row)
      unification.apply(to: &scratch.words, spare: &scratch.spare)
      for token in 0..<length { y.add(row: token, of: scratch.words, to: token) }
    } else if hasSequence {
      write(features.sequence, features.denseSequence, rows: tokens, of: sequence, to: &y, &scratch.row)
    }
    guard features.hasSentence else { return }
    scratch.whole.reshape(tokens: 1, units: sentence.width)
    write(features.sentence, features.denseSentence, rows: 1, of: sentence, to: &scratch.whole, &scratch.row)
    sentence.unification?.apply(to: &scratch.whole, spare: &scratch.spare)
    y.add(row: 0, of: scratch.whole, to: tokens)
  }

  /// Writes the features' rows into the same rows of a matrix.
  private func write(
    _ sparse: [SparseMatrix], _ dense: [DenseMatrix], rows: Int, of kind: Kind, to y: inout LaneMatrix,
    _ values: inout [Float]
  ) {
    if values.count < kind.width { values = [Float](repeating: 0, count: kind.width) }
    values.withUnsafeMutableBufferPointer { values in
      let row = UnsafeMutableBufferPointer(rebasing: values[..<kind.width])
      for index in 0..<rows {
        var column = 0
        if let layer = kind.sparseToDense {
          layer.write(sparse, row: index, to: UnsafeMutableBufferPointer(rebasing: row[..<layer.outputs]))
          column = layer.outputs
        }
        for matrix in dense {
          for value in matrix[row: index] {
            row[column] = value
            column += 1
          }
        }
        y.write(UnsafeBufferPointer(row), toRow: index)
      }
    }
  }
}

extension TensorBundle {
  /// How many inputs a dense layer has.
  /// - Throws: `CheckpointError` when its kernel is missing or damaged.
  func inputs(of layer: String) throws(CheckpointError) -> Int { try tensor("\(layer)/kernel", shape: [-1, -1]).shape[0] }
}
