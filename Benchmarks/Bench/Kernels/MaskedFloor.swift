import Inference

/// The multiply-adds that a model's encoder cannot do without.
struct MaskedFloor {
  /// Weights that are not zero, of the whole transformer.
  let weights: Int
  /// Those of the last layer behind its keys and values, which only the last row needs where no entity is looked for.
  let lastLayerWeights: Int
  let layers: Int
  let units: Int

  /// Counts the weights of DIET's transformer.
  init(_ bundle: borrowing TensorBundle) throws {
    let path = "model/_tf_layers/sequence_layer..text/_tf_layers/transformer"
    var weights = 0
    var last = 0
    var layers = 0
    while bundle.contains("\(path)/_enc_layers/\(layers)/_layer_norm/gamma") { layers += 1 }
    for name in bundle.tensorNames where name.hasPrefix("\(path)/") && name.hasSuffix("/kernel") {
      let kernel = try bundle.tensor(name).values
      let mask = bundle.contains("\(name)_mask") ? try bundle.tensor("\(name)_mask").values : [Float](repeating: 1, count: kernel.count)
      let count = zip(kernel, mask).count { $0 * $1 != 0 }
      weights += count
      let isOfLast = name.hasPrefix("\(path)/_enc_layers/\(layers - 1)/")
      if isOfLast && !name.contains("_key_dense") && !name.contains("_value_dense") { last += count }
    }
    self.weights = weights
    self.layers = layers
    lastLayerWeights = last
    units = try bundle.tensor("\(path)/_layer_norm/gamma").values.count
  }

  /// Rows that a vector of the widest build cannot do without.
  private func lanes(_ rows: Int) -> Double { Double((rows + 15) / 16 * 16) }

  /// Nanoseconds: every weight for every row, rows rounded up to 16.
  func all(rows: Int, peak: Double) -> Double { Double(weights) * lanes(rows) / peak }

  /// Nanoseconds when only what the last row needs is computed.
  func intentOnly(rows: Int, peak: Double) -> Double {
    (Double(weights - lastLayerWeights) * lanes(rows) + Double(lastLayerWeights)) / peak
  }

  /// Nanoseconds of attention's products, of queries with keys and of weights with values, which no mask thins out.
  func attention(rows: Int, peak: Double) -> Double { Double(2 * layers * units * rows) * lanes(rows) / peak }
}
