/// The memory that a `SequenceEncoder` works in, and the place where it leaves its result.
public struct EncoderScratch: Sendable {
  /// (rows, outputs) what the encoder made of the last text.
  public internal(set) var encoded = LaneMatrix()
  /// What the layers in front of the transformer write to.
  var spare = LaneMatrix()
  var combination = CombinationScratch()
  var transformer = TransformerScratch()

  public init() {}

  var bytes: Int { encoded.bytes + spare.bytes + combination.bytes + transformer.bytes }
}
