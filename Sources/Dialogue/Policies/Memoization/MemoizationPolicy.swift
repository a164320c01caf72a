public import ModelFormat
public import NLU

/// Does what happened next in a story that went the same way.
public struct MemoizationPolicy: Policy {
  public let name: String
  public let priority: Int

  private let turns: MemorizedTurns
  private let window: StateWindow
  private let usesIntentConfidence: Bool

  static let fileName = "memorized_turns.json"

  /// A policy that was not trained remembers nothing.
  /// - Throws: `ModelFormatError` when the node's folder holds something else than turns.
  public static func load(_ node: GraphNode, from model: ModelReader) throws(ModelFormatError) -> MemoizationPolicy {
    let settings = PolicySettings(node)
    guard model.isTrained(node) else {
      return try MemoizationPolicy(
        MemorizedTurns(), name: node.className, window: StateWindow(maximum: settings.maximumHistory()), settings)
    }
    let json = try model.json(fileName, of: node)
    let turns: MemorizedTurns
    do {
      turns = try MemorizedTurns(json, isCompressed: settings.flag("enable_feature_string_compression", default: true))
    } catch {
      throw .malformed(file: model.name(of: fileName, of: node), reason: error.reason)
    }
    return try MemoizationPolicy(turns, name: node.className, window: .load(node, from: model), settings)
  }

  init(_ turns: MemorizedTurns, name: String, window: StateWindow, _ settings: PolicySettings) throws(ModelFormatError) {
    self.turns = turns
    self.name = name
    self.window = window
    priority = try settings.priority(default: 3)
    usesIntentConfidence = settings.flag("use_nlu_confidence_as_score", default: false)
  }

  public func predict(_ conversation: PredictionInput) throws(PredictionError) -> PolicyPrediction {
    try prediction(of: turns.action(after: visibleStates(conversation.storyStates)), in: conversation.tracker)
  }

  /// The states by which turns are remembered.
  func visibleStates(_ states: [DialogueState]) -> [DialogueState] {
    let unlikely = ActionReference.name(Name(DefaultAction.unlikelyIntent))
    return window.states(states.filter { $0.previousAction != unlikely }, usesText: false)
  }

  func action(after states: [DialogueState]) -> Name? { turns.action(after: states) }

  /// - Parameter action: `nil` when nothing is remembered.
  func prediction(of action: Name?, in tracker: Tracker) throws(PredictionError) -> PolicyPrediction {
    var scores = [Double](repeating: 0, count: tracker.domain.actions.count)
    if let action {
      scores[try tracker.domain.numberOfAction(action)] = usesIntentConfidence ? tracker.latestMessage.intentConfidence : 1
    }
    return PolicyPrediction(scores: scores, policy: name, priority: priority)
  }
}
