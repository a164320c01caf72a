import Inference
import JSON
public import ModelFormat
public import NLU

/// Says when the user said something that no story would have led to expect.
public struct UnexpecTEDIntentPolicy: Policy {
  public let name = "UnexpecTEDIntentPolicy"
  public let priority: Int
  private let actionCount: Int
  /// `nil` when training had no stories for it.
  private let trained: Trained?

  private struct Trained: Sendable {
    let network: TEDNetwork
    let featurizer: TrackerFeaturizer
    let intents: UnlikelyIntents
    /// The number of `action_unlikely_intent`.
    let action: Int
  }

  /// - Parameters:
  ///   - node: the policy's place in the graph, with the settings that the bot gave.
  ///   - textFeaturizer: what describes texts and names; only for a node that needs `precomputations`.
  /// - Throws: `ModelFormatError`, naming the file or the setting that cannot be used.
  public static func load(
    _ node: GraphNode, from model: ModelReader, domain: Domain, textFeaturizer: EndToEndFeaturizer?
  ) throws(ModelFormatError) -> UnexpecTEDIntentPolicy {
    let settings = ComponentSettings(node)
    let priority = try settings.integer("priority", default: 2)
    let file = "unexpected_intent_policy"
    guard model.isTrained(node), let action = domain.actionNumber(Name(DefaultAction.unlikelyIntent)) else {
      return UnexpecTEDIntentPolicy(priority: priority, actionCount: domain.actions.count, trained: nil)
    }
    let featurizer = try TrackerFeaturizer(node, from: model, domain: domain)
    let network = try TEDNetwork(file, of: node, from: model, featurizer: featurizer, textFeaturizer: textFeaturizer)
    guard network.labelCount == featurizer.columns.intents.count else {
      throw .malformed(
        file: model.name(of: "\(file).label_data.st", of: node),
        reason: "it has \(network.labelCount) labels where featurizer.json has \(featurizer.columns.intents.count) intents")
    }
    let intents = try UnlikelyIntents("\(file).label_quantiles.st", settings, of: node, from: model, numbers: featurizer.columns.intents)
    let trained = Trained(network: network, featurizer: featurizer, intents: intents, action: action)
    return UnexpecTEDIntentPolicy(priority: priority, actionCount: domain.actions.count, trained: trained)
  }

  private init(priority: Int, actionCount: Int, trained: Trained?) {
    self.priority = priority
    self.actionCount = actionCount
    self.trained = trained
  }

  public func predict(_ conversation: PredictionInput) -> PolicyPrediction {
    var prediction = PolicyPrediction(scores: [Double](repeating: 0, count: actionCount), policy: name, priority: priority)
    guard let trained, let intent = conversation.tracker.unansweredIntent, conversation.domain.intents.contains(intent),
      let number = trained.intents.number(of: intent)
    else { return prediction }
    let states = trained.featurizer.states(conversation.storyStates, usesText: false)
    let similarities = trained.network(states.map { trained.network.turns($0) }).similarities
    if trained.intents.isUnlikely(number, similarities) { prediction.scores[trained.action] = 1 }
    prediction.actionMetadata = trained.intents.metadata(of: number, similarities)
    return prediction
  }
}

extension Tracker {
  /// The intent of the last message that counts, if the bot did nothing since.
  fileprivate var unansweredIntent: Name? {
    for number in history.applied.reversed() {
      switch events[number].kind {
      case .action: return nil
      case .user(let user): return user.intentName.map { Name($0) }
      default: continue
      }
    }
    return nil
  }
}
