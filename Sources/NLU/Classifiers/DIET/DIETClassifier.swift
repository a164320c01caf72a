import Inference
public import ModelFormat

/// Predicts a message's intent, its entities, or both.
public struct DIETClassifier: NLUComponent {
  private static let name = "DIETClassifier"
  private let configuration: DIETConfiguration
  /// `nil` when training had no examples for it.
  private let trained: DIETComponent?

  public static func load(_ node: GraphNode, from model: ModelReader) throws(ModelFormatError) -> DIETClassifier {
    let configuration = try DIETConfiguration(ComponentSettings(node))
    guard model.isTrained(node) else { return DIETClassifier(configuration: configuration, trained: nil) }
    let trained = try DIETComponent(
      prefix: name, configuration: configuration, labelEncoding: .bagOfWords, node: node, model: model)
    return DIETClassifier(configuration: configuration, trained: trained)
  }

  public func check(_ message: Message) throws(ModelFormatError) { try trained?.check(message) }

  public func process(_ message: inout Message) {
    let output = trained?.predict(message)
    if configuration.classifiesIntents {
      let ranking =
        trained.map { trained in
          trained.ranking(output).map { IntentPrediction(name: trained.labels[$0.label], confidence: $0.confidence) }
        } ?? []
      message.intent = ranking.first ?? .none
      message.intentRanking = ranking
    }
    if configuration.recognizesEntities {
      // Without features Rasa forgets the entities that earlier extractors found.
      message.entities = output.map { message.entities + entities(in: message, $0) } ?? []
    }
  }

  private func entities(in message: Message, _ output: DIETNetwork.Output) -> [Entity] {
    var tags: [EntityTagSpecification.Attribute: EntityAssembly.Tags] = [:]
    for (specification, predictions) in output.tags where predictions.contains(where: { $0.tag != 0 }) {
      var names = predictions.map { EntityTag(specification.tags[$0.tag]) }
      var confidences = predictions.map { Double($0.confidence) }
      if configuration.usesBILOU {
        BILOUConsistency.repair(&names, &confidences)
      }
      tags[specification.attribute] = EntityAssembly.Tags(tags: names, confidences: confidences)
    }
    var entities = EntityAssembly(message: message, splitting: configuration.splitting, tags: tags).entities()
    for index in entities.indices { entities[index].extractor = Self.name }
    return entities
  }
}
