import Inference
import ModelFormat
import NLU

/// What training stored of the labels that TED chooses from: actions by name and by text, or intents.
struct TEDLabels: Sendable {
  /// One way in which labels are described; a label that is described in another way has no rows here.
  private struct Kind: Sendable {
    let name: String
    let labels: [SequenceFeatures]
  }

  private let kinds: [Kind]

  /// Reads `PREFIX.label_data`.
  /// - Throws: `ModelFormatError`, naming the file.
  init(_ prefix: String, of node: GraphNode, from model: ModelReader) throws(ModelFormatError) {
    let arrays = try FeatureArrays("\(prefix).label_data", of: node, from: model)
    var kinds: [Kind] = []
    for name in ["label_action_name", "label_action_text", "label_intent"] {
      let sentence = try arrays.examples(name, "sentence", areTurns: true)
      let sequence = try arrays.examples(name, "sequence", areTurns: true)
      if sentence.isEmpty { continue }
      guard sequence.isEmpty || sequence.count == sentence.count, sentence.count == kinds.first?.labels.count ?? sentence.count else {
        throw .malformed(
          file: model.name(of: "\(prefix).label_data_metadata.json", of: node), reason: "\(name) has another number of labels")
      }
      let labels = sentence.indices.map { label in
        let words = sequence.isEmpty ? FeatureArrays.Example() : sequence[label]
        return SequenceFeatures(
          sequence: words.sparse, sentence: sentence[label].sparse, denseSequence: words.dense, denseSentence: sentence[label].dense)
      }
      kinds.append(Kind(name: name, labels: labels))
    }
    guard !kinds.isEmpty else {
      throw .malformed(file: model.name(of: "\(prefix).label_data_metadata.json", of: node), reason: "it has no labels")
    }
    self.kinds = kinds
  }

  /// The point of each label.
  /// - Returns: (labels, dimension)
  /// - Throws: `CheckpointError` when a tensor is missing, damaged or of another shape, or does not fit the features.
  func points(_ bundle: borrowing TensorBundle, configuration: TEDConfiguration) throws(CheckpointError) -> [[Float]] {
    var sums: [[Float]] = []
    for kind in kinds {
      let encodings = try encode(kind, bundle, configuration)
      if sums.isEmpty {
        sums = encodings
      } else {
        for label in sums.indices { for (unit, value) in encodings[label].enumerated() { sums[label][unit] += value } }
      }
    }
    let embedding = try DenseLayer(bundle, "model/_tf_layers/embed..label/_dense", inputs: sums.first?.count ?? 0)
    return sums.map { embedding(LaneMatrix(row: $0)).row(0) }
  }

  /// - Returns: (labels, units); zeros for a label that is described in another way.
  private func encode(
    _ kind: Kind, _ bundle: borrowing TensorBundle, _ configuration: TEDConfiguration
  ) throws(CheckpointError) -> [[Float]] {
    let embeddingPath = "model/_tf_layers/embed..label/_dense/kernel"
    let units = try bundle.tensor(embeddingPath, shape: [-1, -1]).shape[0]
    let path = "model/_tf_layers/encoding_layer..\(kind.name)"
    let zeros = [Float](repeating: 0, count: units)
    let rows = try Self.layers(kind, bundle, path, configuration)
    let encoding = try FeedForward(bundle, path, inputs: rows.width)
    guard encoding.outputs == units else {
      throw .unexpectedTensor(file: bundle.name, tensor: path, reason: "has \(encoding.outputs) outputs instead of \(units)")
    }
    return rows.rows.map { row in row.map { encoding(LaneMatrix(row: $0)).row(0) } ?? zeros }
  }

  /// What comes in front of the encoding layer; `nil` for a label that is described in another way.
  private static func layers(
    _ kind: Kind, _ bundle: borrowing TensorBundle, _ next: String, _ configuration: TEDConfiguration
  ) throws(CheckpointError) -> (rows: [[Float]?], width: Int) {
    func misfit() -> CheckpointError {
      .unexpectedTensor(file: bundle.name, tensor: kind.name, reason: "does not fit the features of the labels")
    }
    if kind.name == "label_action_text" {
      let encoder = try SequenceEncoder(
        bundle, "model/_tf_layers/sequence_layer..\(kind.name)", next: "\(next)/_ffn_layers/0", heads: configuration.heads,
        isUnidirectional: configuration.isUnidirectional)
      let longest = kind.labels.map(\.tokens).max()
      var rows: [[Float]?] = []
      for label in kind.labels {
        guard label.isDescribed else {
          rows.append(nil)
          continue
        }
        guard label.isAligned, encoder.takes(label.widths) else { throw misfit() }
        let encoded = encoder(label, paddedTokens: longest)
        rows.append(encoded.row(min(encoded.tokens, label.rows) - 1))
      }
      return (rows, encoder.outputs)
    }
    let path = "model/_tf_layers/sparse_dense_concat_layer..\(kind.name)/_tf_layers/sparse_to_dense"
    let layer = bundle.contains("\(path)/kernel") ? try SparseToDenseLayer(bundle, path) : nil
    var rows: [[Float]?] = []
    for label in kind.labels {
      guard label.isDescribed else {
        rows.append(nil)
        continue
      }
      guard label.isAligned else { throw misfit() }
      var row = label.denseSentence.flatMap { Array($0[row: 0]) }
      if let layer {
        guard let sparse = layer(sumOf: label.sentence) else { throw misfit() }
        row = sparse + row
      }
      rows.append(row)
    }
    guard let width = rows.lazy.compactMap({ $0?.count }).first, rows.allSatisfy({ $0?.count ?? width == width }) else { throw misfit() }
    return (rows, width)
  }
}

extension SequenceFeatures {
  /// Whether there is anything; training stores matrices without rows where there is not.
  fileprivate var isDescribed: Bool { sentence.contains { $0.rows > 0 } || denseSentence.contains { $0.rows > 0 } }

  /// Whether all matrices of words have as many rows, and those of the whole example have one.
  fileprivate var isAligned: Bool {
    sequence.allSatisfy { $0.rows == tokens } && denseSequence.allSatisfy { $0.rows == tokens }
      && sentence.allSatisfy { $0.rows == 1 } && denseSentence.allSatisfy { $0.rows == 1 }
  }
}
