/// What TED does with the turns of a dialogue: pass them through a transformer, of which one turn's row counts.
public struct DialogueEncoder: Sendable {
  /// `nil` for a model without transformer layers.
  private let transformer: TransformerEncoder?
  private let inputs: Int
  private let pool = ScratchPool()

  /// The width of what comes out.
  public var outputs: Int { transformer?.units ?? inputs }

  /// Reads the transformer at `PATH`.
  /// - Parameters:
  ///   - inputs: the width of a turn.
  ///   - isUnidirectional: whether a turn sees only what came before it.
  /// - Throws: `CheckpointError` when a tensor is missing, damaged or of another shape.
  public init(
    _ bundle: borrowing TensorBundle, _ path: String, inputs: Int, heads: Int, isUnidirectional: Bool
  ) throws(CheckpointError) {
    self.inputs = inputs
    transformer = try TransformerEncoder(bundle, path, inputs: inputs, heads: heads, isUnidirectional: isUnidirectional)
  }

  /// What the dialogue looks like from one of its turns.
  /// - Parameters:
  ///   - turns: at least one, each (inputs).
  ///   - row: the turn that counts.
  /// - Returns: (1, outputs)
  public func callAsFunction(_ turns: [[Float]], row: Int) -> LaneMatrix {
    guard turns.indices.contains(row), turns.allSatisfy({ $0.count == inputs }) else { return LaneMatrix(tokens: 1, units: outputs) }
    return pool.withScratch { scratch in
      if let transformer {
        scratch.encoded.reshape(tokens: turns.count, units: inputs)
        scratch.encoded.clear()
        for (index, turn) in turns.enumerated() { turn.withUnsafeBufferPointer { scratch.encoded.write($0, toRow: index) } }
        transformer.apply(to: &scratch.encoded, row: row, scratch: &scratch.transformer)
      } else {
        scratch.encoded.reshape(tokens: 1, units: inputs)
        scratch.encoded.clear()
        turns[row].withUnsafeBufferPointer { scratch.encoded.write($0, toRow: 0) }
      }
      scratch.encoded.applyGelu()
      // A copy of one row, so that the memory that is lent next is nobody else's.
      return scratch.encoded.rows(0..<1)
    }
  }
}
