import Inference
import JSON
public import ModelFormat

/// Finds entities with conditional random fields: one for their types and, where the training data has them, one for roles and one
/// for groups, which see the types that the first one found.
///
/// Rasa 3.6.21 stores the training sentences and trains the fields whenever it loads a model. So does this: the same search from the
/// same start, which ends after `max_iterations` steps long before a minimum, step by step.
public struct CRFEntityExtractor: NLUComponent {
  private static let name = "CRFEntityExtractor"
  /// In the order in which they tag; empty when there was nothing to train on.
  private let taggers: [CRFTagger]
  private let usesBILOU: Bool
  private let splitting: EntitySplitting
  /// The featurizers that are read; empty for all.
  private let featurizers: [String]

  public static func load(_ node: GraphNode, from model: ModelReader) throws(ModelFormatError) -> CRFEntityExtractor {
    let settings = ComponentSettings(node)
    let window = try CRFWindow(settings)
    let training = LinearChainModel.Training(
      l1: try settings.number("L1_c", default: 0.1), l2: try settings.number("L2_c", default: 0.1),
      maximumIterations: try settings.integer("max_iterations", default: 50))
    return CRFEntityExtractor(
      taggers: model.isTrained(node) ? try taggers(window, training, node, model) : [],
      usesBILOU: try settings.bool("BILOU_flag", default: true),
      splitting: try EntitySplitting(settings), featurizers: try settings.strings("featurizers"))
  }

  private static func taggers(
    _ window: CRFWindow, _ training: LinearChainModel.Training, _ node: GraphNode, _ model: ModelReader
  ) throws(ModelFormatError) -> [CRFTagger] {
    let name = model.name(of: "crf_dataset.json", of: node)
    let dataset = try CRFDataset(try model.json("crf_dataset.json", of: node), name: name)
    let order = try order(node, model)
    guard !dataset.isEmpty else { return [] }
    var taggers: [CRFTagger] = []
    for attribute in order {
      do throws(LinearChainError) { taggers.append(try CRFTagger(attribute, window, dataset, training)) } catch {
        throw .malformed(file: name, reason: error.description)
      }
    }
    return taggers
  }

  private static func order(_ node: GraphNode, _ model: ModelReader) throws(ModelFormatError) -> [EntityTagSpecification.Attribute] {
    let file = "crf_order.json"
    let names = try model.json(file, of: node).array ?? [.null]
    let attributes = names.compactMap { $0.string.flatMap(EntityTagSpecification.Attribute.init(rawValue:)) }
    guard attributes.count == names.count, Set(attributes).count == names.count else {
      throw .malformed(file: model.name(of: file, of: node), reason: "it is no list of entity, role and group, each once")
    }
    return attributes
  }

  public func process(_ message: inout Message) {
    guard !taggers.isEmpty, let words = message.tokens, !words.isEmpty, message.hasFeatures(from: featurizers) else { return }
    var sentence = CRFSentence(message, words, featurizers: featurizers)
    var tags: [EntityTagSpecification.Attribute: EntityAssembly.Tags] = [:]
    for tagger in taggers {
      let predictions = tagger.tag(sentence, sumsPlaces: usesBILOU)
      if tagger.attribute == .entity {
        for (word, prediction) in predictions.enumerated() { sentence.words[word].tag = prediction.text }
      }
      var names = predictions.map(\.tag)
      var confidences = predictions.map(\.confidence)
      if usesBILOU { BILOUConsistency.repair(&names, &confidences) }
      tags[tagger.attribute] = EntityAssembly.Tags(tags: names, confidences: confidences)
    }
    var entities = EntityAssembly(message: message, splitting: splitting, tags: tags).entities()
    for index in entities.indices { entities[index].extractor = Self.name }
    message.entities += entities
  }
}
