import Inference

/// What TED makes of an attribute of a state that is a set of columns: entities, slots or the active loop.
struct StateLayer: Sendable {
  enum Attribute: String, Sendable {
    case activeLoop = "active_loop"
    case entities
    case slots
  }

  let attribute: Attribute
  private let layer: SparseToDenseLayer

  var outputs: Int { layer.outputs }

  /// Reads `sparse_dense_concat_layer..ATTRIBUTE`.
  /// - Throws: `CheckpointError` when a tensor is missing, damaged or of another shape.
  init(_ bundle: borrowing TensorBundle, _ attribute: Attribute, columns: FeatureColumns) throws(CheckpointError) {
    self.attribute = attribute
    let path = "model/_tf_layers/sparse_dense_concat_layer..\(attribute.rawValue)/_tf_layers/sparse_to_dense"
    layer = try SparseToDenseLayer(bundle, path)
    let count =
      switch attribute {
      case .activeLoop: columns.loops.count
      case .entities: columns.entities.count
      case .slots: columns.slotColumns
      }
    guard layer.inputs == count else {
      throw .unexpectedTensor(
        file: bundle.name, tensor: "\(path)/kernel", reason: "has \(layer.inputs) inputs where featurizer.json has \(count)")
    }
  }

  /// - Returns: (outputs); `nil` for a state in which nothing of it is seen.
  func callAsFunction(_ state: DialogueState, _ columns: FeatureColumns) -> [Float]? {
    switch attribute {
    case .activeLoop: state.activeLoop.map { layer(FeatureColumns.cells(of: columns.loops[$0])) }
    case .entities:
      if state.followsListening, let entities = state.user?.entities, !entities.isEmpty {
        layer(entities.flatMap { FeatureColumns.cells(of: columns.entities[$0]) })
      } else {
        nil
      }
    case .slots: state.slots.isEmpty ? nil : layer(columns.cells(ofSlots: state.slots))
    }
  }
}
