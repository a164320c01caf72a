#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Turns the features of a sequence's tokens into ones that know their surroundings.
///
/// Source: Vaswani et al., "Attention Is All You Need", 2017, with the normalization in front of each sub-layer and behind
/// the last.
public struct TransformerEncoder: Sendable {
  /// The width of every layer.
  public let units: Int
  private let embedding: DenseLayer
  private let layers: [TransformerEncoderLayer]
  private let normalization: LayerNormalization
  /// How fast each unit's wave turns, in radians per token. (units)
  private let angles: [Float]
  /// The waves of the first positions. (positions, units)
  private let waves: [Float]
  private static let preparedPositions = 64

  /// Reads `PATH/_embedding`, `_enc_layers/0 …` and `_layer_norm`.
  /// - Returns: `nil` when the checkpoint has no encoder there.
  /// - Throws: `CheckpointError` when a tensor is missing, damaged or of another shape.
  public init?(
    _ bundle: borrowing TensorBundle, _ path: String, inputs: Int, heads: Int, isUnidirectional: Bool
  ) throws(CheckpointError) {
    guard bundle.contains("\(path)/_embedding/kernel") else { return nil }
    embedding = try DenseLayer(bundle, "\(path)/_embedding", inputs: inputs)
    units = embedding.outputs
    var layers: [TransformerEncoderLayer] = []
    while bundle.contains("\(path)/_enc_layers/\(layers.count)/_layer_norm/gamma") {
      layers.append(
        try TransformerEncoderLayer(
          bundle, "\(path)/_enc_layers/\(layers.count)", units: units, heads: heads, isUnidirectional: isUnidirectional))
    }
    self.layers = layers
    normalization = try LayerNormalization(bundle, "\(path)/_layer_norm", units: units)
    let units = units
    let angles = (0..<units).map { unit in Float(1 / pow(10_000, Double(2 * (unit / 2)) / Double(units))) }
    self.angles = angles
    waves = (0..<Self.preparedPositions).flatMap { position in
      (0..<units).map { unit in Self.wave(position: position, unit: unit, angle: angles[unit]) }
    }
  }

  /// - Parameter x: (tokens, inputs)
  /// - Returns: (tokens, units)
  public func callAsFunction(_ x: LaneMatrix) -> LaneMatrix {
    var x = embedding(x)
    let scale = Float(units).squareRoot()
    for index in x.storage.indices { x.storage[index] *= scale }
    for token in 0..<x.tokens {
      for unit in 0..<units { x[token, unit] += wave(position: token, unit: unit) }
    }
    for layer in layers { x = layer(x) }
    return normalization(x)
  }

  private func wave(position: Int, unit: Int) -> Float {
    position < Self.preparedPositions
      ? waves[position * units + unit] : Self.wave(position: position, unit: unit, angle: angles[unit])
  }

  /// Sines in the even units and cosines in the odd ones tell the positions apart.
  private static func wave(position: Int, unit: Int, angle: Float) -> Float {
    unit % 2 == 0 ? sinf(Float(position) * angle) : cosf(Float(position) * angle)
  }
}
