import Inference
import NLU

/// What TED makes of a user's or a bot's words.
struct TextEncoder: Sendable {
  private let attribute: MessageAttribute
  private let sequence: SequenceEncoder
  private let encoding: FeedForward
  private let featurizer: EndToEndFeaturizer
  private let pool = ScratchPool()
  private let recent = RecentEncodings()

  var outputs: Int { encoding.outputs }
  /// The width of an encoded word.
  var wordWidth: Int { sequence.outputs }

  /// Reads `sequence_layer..ATTRIBUTE` and `encoding_layer..ATTRIBUTE`.
  /// - Throws: `CheckpointError` when a tensor is missing, damaged or of another shape, or the featurizers do not fit.
  init(
    _ bundle: borrowing TensorBundle, _ attribute: MessageAttribute, configuration: TEDConfiguration, featurizer: EndToEndFeaturizer
  ) throws(CheckpointError) {
    self.attribute = attribute
    self.featurizer = featurizer
    let path = "model/_tf_layers/sequence_layer..\(attribute.rawValue)"
    let next = "model/_tf_layers/encoding_layer..\(attribute.rawValue)"
    sequence = try SequenceEncoder(
      bundle, path, next: "\(next)/_ffn_layers/0", heads: configuration.heads, isUnidirectional: configuration.isUnidirectional)
    encoding = try FeedForward(bundle, next, inputs: sequence.outputs)
    guard takes(SequenceFeatures(featurizer.featurize("a", as: attribute))) else {
      throw .unexpectedTensor(file: bundle.name, tensor: path, reason: "takes other features than the featurizers make")
    }
  }

  /// - Returns: (outputs); zeros for a text of which the featurizers say nothing.
  func callAsFunction(_ text: Name) -> [Float] {
    recent.encoding(of: text) {
      let features = SequenceFeatures(featurizer.featurize(text.text, as: attribute))
      guard takes(features) else { return [Float](repeating: 0, count: outputs) }
      return pool.withScratch { scratch in
        sequence.encode(features, row: features.rows - 1, scratch: &scratch)
        return encoding(scratch.encoded).row(0)
      }
    }
  }

  /// A text's words with what the network makes of each.
  /// - Returns: `nil` for a text of which the featurizers say nothing; (words, wordWidth)
  func words(of text: Name) -> (message: Message, words: LaneMatrix)? {
    let message = featurizer.featurize(text.text, as: attribute)
    let features = SequenceFeatures(message)
    guard takes(features), features.tokens > 0 else { return nil }
    return pool.withScratch { scratch in
      sequence.encode(features, scratch: &scratch)
      return (message, scratch.encoded.rows(0..<features.tokens))
    }
  }

  /// The bot's words have the features of patterns only while Rasa trains. Afterwards those of other featurizers stand in their
  /// columns, which Rasa does not notice, and so they do here.
  private func takes(_ features: SequenceFeatures) -> Bool {
    features.rows > 0
      && (sequence.takes(features.widths) || (attribute == .actionText && sequence.takesBeginning(features.widths)))
  }
}

extension SequenceFeatures {
  /// What the featurizers said of a message.
  fileprivate init(_ message: Message) {
    self.init(sequence: message.features.compactMap(\.sequence), sentence: message.features.compactMap(\.sentence))
  }
}
