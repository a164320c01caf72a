import Inference
import JSON
import ModelFormat
import SystemPackage

/// What DIETClassifier and ResponseSelector have in common: a trained network with its labels.
struct DIETComponent: Sendable {
  let configuration: DIETConfiguration
  let network: DIETNetwork
  /// The labels by their number.
  let labels: [String]
  let tags: [EntityTagSpecification]
  /// How errors name the files of the network.
  private let name: String

  /// Reads everything that training stored under `PREFIX.…` in the node's folder.
  /// - Throws: `ModelFormatError`, naming the file.
  init(
    prefix: String, configuration: DIETConfiguration, labelEncoding: DIETNetwork.LabelEncoding, node: GraphNode, model: ModelReader
  ) throws(ModelFormatError) {
    self.configuration = configuration
    name = model.name(of: "\(prefix).tf_model", of: node)
    tags =
      configuration.recognizesEntities
      ? try EntityTagSpecification.read("\(prefix).entity_tag_specs.json", of: node, from: model) : []
    labels = try Self.labels("\(prefix).index_label_id_mapping.json", node: node, model: model)
    var features: [SequenceFeatures] = []
    if configuration.classifiesIntents { features = try Self.labelFeatures("\(prefix).label_data", node: node, model: model) }
    do {
      let folder = model.directory.appending(ComponentFiles.folder).appending(node.resource ?? node.name)
      let bundle = try TensorBundle(prefix: folder.appending("\(prefix).tf_model"), name: name)
      network = try DIETNetwork(
        bundle, configuration: configuration, labelEncoding: labelEncoding, labels: features, tags: tags)
    } catch {
      throw ModelFormatError(error)
    }
    guard !configuration.classifiesIntents || network.labelCount == labels.count else {
      throw .malformed(file: name, reason: "it has \(network.labelCount) labels where \(labels.count) are named")
    }
  }

  private static func labels(_ file: String, node: GraphNode, model: ModelReader) throws(ModelFormatError) -> [String] {
    guard let byNumber = try model.json(file, of: node).object else {
      throw .malformed(file: model.name(of: file, of: node), reason: "it is not an object")
    }
    var labels: [String] = []
    for number in 0..<byNumber.count {
      guard let label = byNumber[String(number)]?.string else {
        throw .malformed(file: model.name(of: file, of: node), reason: "label \(number) is missing")
      }
      labels.append(label)
    }
    return labels
  }

  private static func labelFeatures(
    _ prefix: String, node: GraphNode, model: ModelReader
  ) throws(ModelFormatError) -> [SequenceFeatures] {
    let arrays = try FeatureArrays(prefix, of: node, from: model)
    let sequence = try arrays.examples("label", "sequence")
    let sentence = try arrays.examples("label", "sentence")
    return (0..<max(sequence.count, sentence.count)).map { label in
      let words = label < sequence.count ? sequence[label] : FeatureArrays.Example()
      let whole = label < sentence.count ? sentence[label] : FeatureArrays.Example()
      return SequenceFeatures(
        sequence: words.sparse, sentence: whole.sparse, denseSequence: words.dense, denseSentence: whole.dense)
    }
  }
}

extension DIETComponent {
  /// The features of a message that the network reads; `nil` for a message without any.
  private func features(of message: Message) -> SequenceFeatures? {
    let chosen = message.features.filter { configuration.featurizers.isEmpty || configuration.featurizers.contains($0.origin) }
    let features = SequenceFeatures(
      sequence: chosen.compactMap(\.sequence), sentence: chosen.compactMap(\.sentence),
      denseSequence: chosen.compactMap(\.denseSequence), denseSentence: chosen.compactMap(\.denseSentence))
    return features.isEmpty ? nil : features
  }

  /// Checks that the pipeline's featurizers produce what the network was trained on.
  /// - Parameter message: any message that has passed the components before this one.
  /// - Throws: `ModelFormatError.malformed`, with both widths.
  func check(_ message: Message) throws(ModelFormatError) {
    guard let features = features(of: message), !network.takes(features.widths) else { return }
    func columns(_ widths: FeatureWidths) -> String {
      """
      \(widths.sequence.sparse) sparse and \(widths.sequence.dense) dense features of words and \(widths.sentence.sparse) \
      sparse and \(widths.sentence.dense) dense ones of messages
      """
    }
    throw .malformed(file: name, reason: "it takes \(columns(network.inputs)), but the pipeline makes \(columns(features.widths))")
  }

  /// Runs the network; `nil` for a message without features.
  func predict(_ message: Message) -> DIETNetwork.Output? {
    features(of: message).map { network($0) }
  }

  /// The labels' numbers by confidence; empty when there was nothing to predict from.
  func ranking(_ output: DIETNetwork.Output?) -> [(label: Int, confidence: Double)] {
    guard let output else { return [] }
    return LabelRanking.rank(output.confidences, length: configuration.rankingLength, renormalizes: configuration.renormalizes)
      .map { ($0.label, Double($0.confidence)) }
  }
}
