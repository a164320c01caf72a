import Inference
import NLU

/// Makes one row of numbers of what a policy sees at one point of a conversation.
///
/// What the user said, by its intent or by its text, comes first, then the last action, by its name or by its text, then the loop, the
/// entities and the slots. What is not there is zeros.
struct TurnEncoder: Sendable {
  private let columns: FeatureColumns
  private let intent: NameEncoder?
  private let text: TextEncoder?
  private let actionName: NameEncoder?
  private let actionText: TextEncoder?
  private let state: [StateLayer]
  private let userWidth: Int
  private let actionWidth: Int
  /// The width of a row.
  let outputs: Int

  /// Whether users' texts can be told apart.
  var readsText: Bool { text != nil }
  /// Whether users' intents can be told apart.
  var readsIntents: Bool { intent != nil }
  /// What encodes users' texts.
  var userText: TextEncoder? { text }

  /// Reads the layers of the attributes that training saw.
  /// - Parameter attributes: their names.
  /// - Throws: `CheckpointError` when a tensor is missing, damaged or of another shape, or layers do not fit each other.
  init(
    _ bundle: borrowing TensorBundle, attributes: Set<String>, columns: FeatureColumns, configuration: TEDConfiguration,
    featurizer: EndToEndFeaturizer?
  ) throws(CheckpointError) {
    self.columns = columns
    intent =
      attributes.contains("intent") ? try NameEncoder(bundle, .intent, columns: columns.intents, featurizer: featurizer) : nil
    actionName =
      attributes.contains("action_name") ? try NameEncoder(bundle, .actionName, columns: columns.actions, featurizer: featurizer) : nil
    text = try Self.text(bundle, .text, attributes, configuration, featurizer)
    actionText = try Self.text(bundle, .actionText, attributes, configuration, featurizer)
    var state: [StateLayer] = []
    for attribute in [StateLayer.Attribute.activeLoop, .entities, .slots] where attributes.contains(attribute.rawValue) {
      state.append(try StateLayer(bundle, attribute, columns: columns))
    }
    self.state = state
    userWidth = intent?.outputs ?? text?.outputs ?? 0
    actionWidth = actionName?.outputs ?? actionText?.outputs ?? 0
    outputs = userWidth + actionWidth + state.reduce(0) { $0 + $1.outputs }
    guard userWidth > 0, actionWidth > 0, text?.outputs ?? userWidth == userWidth, actionText?.outputs ?? actionWidth == actionWidth else {
      throw .unexpectedTensor(file: bundle.name, tensor: "encoding_layer", reason: "has layers of different widths, or none")
    }
  }

  private static func text(
    _ bundle: borrowing TensorBundle, _ attribute: MessageAttribute, _ attributes: Set<String>, _ configuration: TEDConfiguration,
    _ featurizer: EndToEndFeaturizer?
  ) throws(CheckpointError) -> TextEncoder? {
    guard attributes.contains(attribute.rawValue) else { return nil }
    guard let featurizer else {
      throw .unexpectedTensor(
        file: bundle.name, tensor: "sequence_layer..\(attribute.rawValue)", reason: "reads texts, for which the graph has no featurizers")
    }
    return try TextEncoder(bundle, attribute, configuration: configuration, featurizer: featurizer)
  }

  /// - Returns: (outputs)
  func callAsFunction(_ turn: DialogueState) -> [Float] {
    var row: [Float] = []
    row.reserveCapacity(outputs)
    append(user(turn), width: userWidth, to: &row)
    append(action(turn), width: actionWidth, to: &row)
    for layer in state { append(layer(turn, columns), width: layer.outputs, to: &row) }
    return row
  }

  private func append(_ encoding: [Float]?, width: Int, to row: inout [Float]) {
    if let encoding { row += encoding } else { row.append(contentsOf: repeatElement(0, count: width)) }
  }

  private func user(_ turn: DialogueState) -> [Float]? {
    guard turn.followsListening, let user = turn.user else { return nil }
    if let intent, let name = user.intent { return intent(name) }
    if let text, let words = user.text { return text(words) }
    return nil
  }

  private func action(_ turn: DialogueState) -> [Float]? {
    switch turn.previousAction {
    case .name(let name): actionName?(name)
    case .text(let text): actionText?(text)
    case nil: nil
    }
  }
}
