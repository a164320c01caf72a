import Inference
import JSON
public import ModelFormat
public import NLU

/// Chooses actions by what a transformer learned from stories.
public struct TEDPolicy: Policy {
  public let name = "TEDPolicy"
  public let priority: Int
  private let actionCount: Int
  /// `nil` when training had no stories for it.
  private let trained: Trained?

  private struct Trained: Sendable {
    let network: TEDNetwork
    let featurizer: TrackerFeaturizer
    let rankingLength: Int
    let renormalizes: Bool
    /// How sure a prediction from a text has to be.
    let textThreshold: Double
    let entities: EntityRecognition?

    /// Whether the network knows users by their texts alone.
    var readsTextOnly: Bool { network.turns.readsText && !network.turns.readsIntents }
  }

  /// - Parameters:
  ///   - node: the policy's place in the graph, with the settings that the bot gave.
  ///   - textFeaturizer: what describes texts and names; only for a node that needs `precomputations`.
  /// - Throws: `ModelFormatError`, naming the file or the setting that cannot be used.
  public static func load(
    _ node: GraphNode, from model: ModelReader, domain: Domain, textFeaturizer: EndToEndFeaturizer?
  ) throws(ModelFormatError) -> TEDPolicy {
    let settings = ComponentSettings(node)
    let priority = try settings.integer("priority", default: 1)
    let file = "ted_policy"
    guard model.isTrained(node) else { return TEDPolicy(priority: priority, actionCount: domain.actions.count, trained: nil) }
    let featurizer = try TrackerFeaturizer(node, from: model, domain: domain)
    let network = try TEDNetwork(file, of: node, from: model, featurizer: featurizer, textFeaturizer: textFeaturizer)
    guard network.labelCount == domain.actions.count else {
      throw .malformed(
        file: model.name(of: "\(file).label_data.st", of: node),
        reason: "it has \(network.labelCount) labels where the domain has \(domain.actions.count) actions")
    }
    let rankingLength = try settings.integer("ranking_length", default: 0)
    let loss = try settings.string("loss_type") ?? "cross_entropy"
    let confidence = try settings.string("model_confidence") ?? "softmax"
    let recognizesEntities = try settings.bool("entity_recognition", default: true)
    let entities = recognizesEntities ? try EntityRecognition(settings) : nil
    let trained = Trained(
      network: network, featurizer: featurizer, rankingLength: rankingLength,
      renormalizes: try settings.bool("renormalize_confidences", default: false) && loss != "margin" && confidence == "softmax",
      textThreshold: try settings.number("e2e_confidence_threshold", default: 0.5), entities: entities)
    return TEDPolicy(priority: priority, actionCount: domain.actions.count, trained: trained)
  }

  private init(priority: Int, actionCount: Int, trained: Trained?) {
    self.priority = priority
    self.actionCount = actionCount
    self.trained = trained
  }

  public func predict(_ conversation: PredictionInput) -> PolicyPrediction {
    guard let trained else {
      return PolicyPrediction(scores: [Double](repeating: 0, count: actionCount), policy: name, priority: priority)
    }
    let (output, isEndToEnd) = choose(conversation, trained)
    var prediction = PolicyPrediction(scores: ranked(output.confidences, trained), policy: name, priority: priority)
    prediction.isEndToEnd = isEndToEnd
    if isEndToEnd, let entities = trained.entities, conversation.tracker.hasJustListened {
      prediction.optionalEvents = entities.events(of: conversation.tracker.latestMessage, output, trained.network)
    }
    return prediction
  }

  /// Predicts from the intent of the user's last message, and from its text where the network knows texts, and takes the surer one.
  private func choose(_ conversation: PredictionInput, _ trained: Trained) -> (output: TEDNetwork.Output, isEndToEnd: Bool) {
    let network = trained.network
    let states = trained.featurizer.states(conversation.storyStates, usesText: trained.readsTextOnly)
    var rows = states.map { network.turns($0) }
    let output = network(rows)
    guard network.turns.readsText, !trained.readsTextOnly, conversation.tracker.hasJustListened else {
      return (output, trained.readsTextOnly)
    }
    // Only what the user said last is seen in another way.
    if let last = trained.featurizer.states(conversation.storyStates, usesText: true).last, !rows.isEmpty {
      rows[rows.count - 1] = network.turns(last)
    }
    let fromText = network(rows)
    let isSure = Double(fromText.confidences.max() ?? 0) > trained.textThreshold
    let isMoreSimilar = fromText.similarities.max() ?? 0 > output.similarities.max() ?? 0
    return isSure && isMoreSimilar ? (fromText, true) : (output, false)
  }

  private func ranked(_ confidences: [Float], _ trained: Trained) -> [Double] {
    let length = trained.rankingLength
    guard length > 0, length < confidences.count else { return confidences.map { $0.isFinite ? Double($0) : 0 } }
    var scores = [Double](repeating: 0, count: confidences.count)
    for (label, confidence) in LabelRanking.rank(confidences, length: length, renormalizes: trained.renormalizes) {
      scores[label] = confidence.isFinite ? Double(confidence) : 0
    }
    return scores
  }
}
