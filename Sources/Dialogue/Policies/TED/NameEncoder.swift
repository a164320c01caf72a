import Inference
import NLU

/// What TED makes of the name of an intent or an action.
///
/// Names are known beforehand, so that most are encoded when the model is loaded.
struct NameEncoder: Sendable {
  private let attribute: MessageAttribute
  private let columns: [Name: Int]
  private let features: SparseToDenseLayer
  private let encoding: FeedForward
  private let featurizer: EndToEndFeaturizer?
  private var encodings: [Name: [Float]] = [:]
  /// The encoding of a name that training did not know.
  private var unknown: [Float] = []

  var outputs: Int { encoding.outputs }

  /// More names than these are encoded when they occur.
  private static let preparedNames = 10_000

  /// Reads `sparse_dense_concat_layer..ATTRIBUTE` and `encoding_layer..ATTRIBUTE`.
  /// - Parameters:
  ///   - columns: each name with its column, for a model without featurizers or a name of which they say nothing.
  ///   - featurizer: what describes names in an end-to-end model.
  /// - Throws: `CheckpointError` when a tensor is missing, damaged or of another shape.
  init(
    _ bundle: borrowing TensorBundle, _ attribute: MessageAttribute, columns: [Name: Int], featurizer: EndToEndFeaturizer?
  ) throws(CheckpointError) {
    let layers = "model/_tf_layers"
    self.attribute = attribute
    self.columns = columns
    self.featurizer = featurizer
    let path = "\(layers)/sparse_dense_concat_layer..\(attribute.rawValue)/_tf_layers/sparse_to_dense"
    features = try SparseToDenseLayer(bundle, path)
    encoding = try FeedForward(bundle, "\(layers)/encoding_layer..\(attribute.rawValue)", inputs: features.outputs)
    guard fits else {
      throw .unexpectedTensor(
        file: bundle.name, tensor: "\(path)/kernel", reason: "has \(features.inputs) inputs, and names have other features")
    }
    unknown = encode([])
    for name in columns.keys.prefix(Self.preparedNames) { encodings[name] = encode(name) }
  }

  /// Whether what describes names has as many columns as the layer has inputs.
  private var fits: Bool {
    let described = featurizer?.featurize("a", as: attribute).features.compactMap(\.sequence) ?? []
    return (described.isEmpty ? columns.count : described.reduce(0) { $0 + $1.columns }) == features.inputs
  }

  /// - Returns: (outputs)
  func callAsFunction(_ name: Name) -> [Float] { encodings[name] ?? (featurizer == nil ? unknown : encode(name)) }

  private func encode(_ name: Name) -> [Float] {
    if let featurizer {
      let described = featurizer.featurize(name.text, as: attribute).features.compactMap(\.sequence)
      if !described.isEmpty, let sum = features(sumOf: described) { return encoding(LaneMatrix(row: sum)).row(0) }
      guard columns.count == features.inputs else { return unknown }
    }
    return encode(FeatureColumns.cells(of: columns[name]))
  }

  private func encode(_ cells: [(column: Int, value: Float)]) -> [Float] { encoding(LaneMatrix(row: features(cells))).row(0) }
}
