import Inference
import JSON
import ModelFormat
import NLU
import SystemPackage

/// The Transformer Embedding Dialogue network: the turns of a dialogue pass through a transformer, and what comes out is compared with
/// all labels.
///
/// Source: Vlasov, Mosig and Nichol, "Dialogue Transformers", 2019.
struct TEDNetwork: Sendable {
  /// What a dialogue gives.
  struct Output {
    /// (labels)
    let similarities: [Float]
    /// (labels)
    let confidences: [Float]
    /// (1, units) what the transformer made of the last turn.
    let dialogue: LaneMatrix
  }

  let turns: TurnEncoder
  private let dialogue: DialogueEncoder
  private let embedding: DenseLayer
  private let labels: LabelEmbeddings
  private let isReversed: Bool
  /// What tags the words of a user's text; `nil` for a network that does not.
  let tagger: EntityTagger?

  var labelCount: Int { labels.count }

  /// Reads everything that training stored under `PREFIX.…` in the node's folder.
  /// - Throws: `ModelFormatError`, naming the file.
  init(
    _ prefix: String, of node: GraphNode, from model: ModelReader, featurizer: TrackerFeaturizer, textFeaturizer: EndToEndFeaturizer?
  ) throws(ModelFormatError) {
    let configuration = try TEDConfiguration(prefix, of: node, from: model)
    let attributes = try Self.attributes(prefix, node, model)
    let labels = try TEDLabels(prefix, of: node, from: model)
    let tags =
      configuration.recognizesEntities ? try EntityTagSpecification.read("\(prefix).entity_tag_specs.json", of: node, from: model) : []
    isReversed = featurizer.isReversed
    do {
      let folder = model.directory.appending(ComponentFiles.folder).appending(node.resource ?? node.name)
      let bundle = try TensorBundle(prefix: folder.appending("\(prefix).tf_model"), name: model.name(of: "\(prefix).tf_model", of: node))
      let layers = "model/_tf_layers"
      turns = try TurnEncoder(
        bundle, attributes: attributes, columns: featurizer.columns, configuration: configuration, featurizer: textFeaturizer)
      dialogue = try DialogueEncoder(
        bundle, "\(layers)/transformer..dialogue", inputs: turns.outputs, heads: configuration.heads,
        isUnidirectional: !featurizer.isReversed)
      embedding = try DenseLayer(bundle, "\(layers)/embed..dialogue/_dense", inputs: dialogue.outputs)
      let points = try labels.points(bundle, configuration: configuration)
      let dimension = embedding.outputs
      guard points.allSatisfy({ $0.count == dimension }) else {
        throw CheckpointError.unexpectedTensor(
          file: bundle.name, tensor: "embed..label", reason: "embeds labels elsewhere than dialogues are")
      }
      self.labels = LabelEmbeddings(
        points, usesCosine: configuration.usesCosineSimilarity, appliesSoftmax: configuration.appliesSoftmax)
      tagger = try Self.tagger(bundle, tags, turns.userText, dialogue)
    } catch let error as CheckpointError {
      throw ModelFormatError(error)
    } catch let error as ModelFormatError {
      throw error
    } catch {
      throw .malformed(file: "\(prefix).tf_model", reason: "\(error)")
    }
  }

  private static func tagger(
    _ bundle: borrowing TensorBundle, _ tags: [EntityTagSpecification], _ text: TextEncoder?, _ dialogue: DialogueEncoder
  ) throws(CheckpointError) -> EntityTagger? {
    guard let text, let specification = tags.first(where: { $0.attribute == .entity }) else { return nil }
    return try EntityTagger(bundle, specification, width: text.wordWidth + dialogue.outputs, entityTags: nil)
  }

  /// The names of the attributes that occurred in training; others are not looked at.
  private static func attributes(_ prefix: String, _ node: GraphNode, _ model: ModelReader) throws(ModelFormatError) -> Set<String> {
    let file = "\(prefix).fake_features_metadata.json"
    guard let attributes = try model.json(file, of: node).object else {
      throw .malformed(file: model.name(of: file, of: node), reason: "it is not an object")
    }
    return Set(attributes.keys)
  }

  /// - Parameter rows: what ``turns`` made of each state, the oldest first; without any, of a conversation without a past.
  func callAsFunction(_ rows: [[Float]]) -> Output {
    let rows = rows.isEmpty ? [[Float](repeating: 0, count: turns.outputs)] : rows
    let encoded = isReversed ? dialogue(rows.reversed(), row: 0) : dialogue(rows, row: rows.count - 1)
    let similarities = labels.similarities(of: embedding(encoded).row(0))
    return Output(
      similarities: similarities, confidences: labels.confidences(ofSimilarities: similarities), dialogue: encoded)
  }
}
