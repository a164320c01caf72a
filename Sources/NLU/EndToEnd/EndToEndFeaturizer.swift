public import ModelFormat

/// The featurizers that tell policies what was said in a dialogue, and what its intents and actions are called.
///
/// They are those of the pipeline once more. A model has them when its stories contain texts.
public struct EndToEndFeaturizer: Sendable {
  private let steps: [any NLUComponent]

  /// More words than these are not looked at: what they cost grows with their square.
  public static let maximumTokens = 1_000
  private static let tracker = "rasa.core.featurizers.precomputation.CoreFeaturizationInputConverter"
  private static let collector = "rasa.core.featurizers.precomputation.CoreFeaturizationCollector"

  /// Builds the featurizers in front of a node of the model's graph. Blocks while it reads the files.
  /// - Parameter node: the one whose output policies get as `precomputations`.
  /// - Throws: `ModelFormatError`, naming the component or the file that cannot be used.
  public static func load(_ node: String, from model: ModelReader) throws(ModelFormatError) -> EndToEndFeaturizer {
    var steps: [any NLUComponent] = []
    var hasTokenizer = false
    for node in try model.metadata.graph.path(to: node) where node.component != tracker && node.component != collector {
      switch ComponentRegistry.role(of: node.component) {
      case .component(let type):
        guard !(type is WhitespaceTokenizer.Type && hasTokenizer) else {
          throw .malformedGraph(reason: "\(node.name) is a second tokenizer")
        }
        hasTokenizer = hasTokenizer || type is WhitespaceTokenizer.Type
        if let featurizer = type as? any DialogueFeaturizer.Type {
          steps.append(try featurizer.load(node, from: model, for: MessageAttribute.allCases))
        } else {
          steps.append(try type.load(node, from: model))
        }
      case .plumbing: continue
      case .remote: throw .malformedGraph(reason: "\(node.name) stands among featurizers, and asks another server")
      case .unsupported(let reason):
        throw .unsupportedComponent(node: node.name, component: node.className, reason: reason)
      }
    }
    return EndToEndFeaturizer(steps: steps)
  }

  /// Featurizes a text or a name.
  /// - Returns: a message with its words and their features.
  public func featurize(_ text: String, as attribute: MessageAttribute) -> Message {
    var message = Message(text: text, attribute: attribute)
    for step in steps {
      step.process(&message)
      if let tokens = message.tokens, tokens.count > Self.maximumTokens { message.tokens = Array(tokens[..<Self.maximumTokens]) }
    }
    return message
  }
}
