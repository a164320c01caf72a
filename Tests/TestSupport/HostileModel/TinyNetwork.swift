/// The tensors of the smallest network that has everything: two kinds of features, a hidden layer, a transformer, labels, tags.
///
/// A text has 3 sparse columns of words and 3 of messages; everything in between is 4 wide; labels meet texts in 2 dimensions.
package struct TinyNetwork: Sendable {
  package struct Tensor: Sendable {
    package var name: String
    package var shape: [Int]
    /// Which values it holds: see `value`.
    package var fill: UInt8 = 0
    /// TensorFlow's number of the type; 1 is single precision.
    package var type = 1
  }

  package var tensors: [Tensor] = []

  package init() {
    let text = "model/_tf_layers/sequence_layer..text/_tf_layers/"
    for kind in ["sentence", "sequence"] {
      dense("\(text)feature_combining/_tf_layers/sparse_dense..\(kind)/_tf_layers/sparse_to_dense", 3, 4)
    }
    dense("\(text)ffnn/_ffn_layers/0", 4, 4)
    let transformer = "\(text)transformer/"
    dense("\(transformer)_embedding", 4, 4, mask: true)
    let layer = "\(transformer)_enc_layers/0/"
    normalization("\(layer)_layer_norm")
    for part in ["query", "key", "value", "output"] { dense("\(layer)_mha/_\(part)_dense_layer", 4, 4, mask: true) }
    add("\(layer)_mha/key_relative_embeddings", 2, 3, 2)
    add("\(layer)_mha/value_relative_embeddings", 2, 3, 2)
    normalization("\(layer)_ffn_layers/0")
    dense("\(layer)_ffn_layers/1", 4, 6)
    dense("\(layer)_ffn_layers/3", 6, 4)
    normalization("\(transformer)_layer_norm")
    dense("model/_tf_layers/embed..text/_dense", 4, 2)
    dense("model/_tf_layers/feature_combining_layer..label/_tf_layers/sparse_dense..sequence/_tf_layers/sparse_to_dense", 2, 4)
    dense("model/_tf_layers/embed..label/_dense", 4, 2)
    dense("model/_tf_layers/embed..entity..logits/_dense", 4, 3)
    add("model/_tf_layers/crf..entity/transitions", 3, 3)
    dense("model/_tf_layers/embed..role..tags/_dense", 3, 2)
    dense("model/_tf_layers/embed..role..logits/_dense", 6, 3)
    add("model/_tf_layers/crf..role/transitions", 3, 3)
  }

  private mutating func add(_ name: String, _ shape: Int...) { tensors.append(Tensor(name: name, shape: shape)) }

  private mutating func dense(_ name: String, _ inputs: Int, _ outputs: Int, mask: Bool = false) {
    add("\(name)/kernel", inputs, outputs)
    if mask { add("\(name)/kernel_mask", inputs, outputs) }
    add("\(name)/bias", outputs)
  }

  private mutating func normalization(_ name: String) {
    add("\(name)/gamma", 4)
    add("\(name)/beta", 4)
  }

  /// The files of a checkpoint.
  package var files: (index: [UInt8], data: [UInt8]) {
    var writer = SortedTableWriter()
    for tensor in tensors.sorted(by: { $0.name < $1.name }) {
      let count = tensor.shape.reduce(1) { $0 * max(0, $1) }
      writer.add(tensor.name, shape: tensor.shape, values: (0..<min(count, 4_096)).map { Self.value($0, tensor.fill) }, type: tensor.type)
    }
    return (writer.index, writer.data)
  }

  private static func value(_ index: Int, _ fill: UInt8) -> Float {
    switch fill % 8 {
    case 0: Float(index % 7) / 4 - 0.75
    case 1: 0
    case 2: 1
    case 3: 1e30
    case 4: index % 2 == 0 ? 3e38 : -3e38
    case 5: -1
    case 6: 1e-37
    default: index == 0 ? .nan : -.infinity
    }
  }
}
