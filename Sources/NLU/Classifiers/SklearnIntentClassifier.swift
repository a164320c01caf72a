import Inference
import JSON
public import ModelFormat

/// Predicts a message's intent from the dense features of the whole message, by a support vector machine.
public struct SklearnIntentClassifier: NLUComponent {
  /// What training stored.
  private struct Trained {
    let machine: SupportVectorClassifier
    /// The intents by the numbers of their classes.
    let labels: [String]
    let file: String
  }

  /// `nil` when there were not enough intents to train on.
  private let trained: Trained?
  /// A message is only looked at if one of these described it; empty for all.
  private let featurizers: [String]

  private static let rankingLength = 10

  public static func load(_ node: GraphNode, from model: ModelReader) throws(ModelFormatError) -> SklearnIntentClassifier {
    let featurizers = try ComponentSettings(node).strings("featurizers")
    guard model.isTrained(node) else { return SklearnIntentClassifier(trained: nil, featurizers: featurizers) }
    let file = model.name(of: "SklearnIntentClassifier_classifier.skops", of: node)
    let bytes = try ModelFile.read(file, of: model.directory, maximumBytes: SkopsFile.maximumBytes)
    let machine: SupportVectorClassifier
    do throws(CheckpointError) { machine = try SupportVectorClassifier(SkopsFile(bytes, name: file), name: file) } catch {
      throw ModelFormatError(error)
    }
    let labels = try labels("SklearnIntentClassifier_encoder.json", node, model)
    guard labels.count == machine.classes else {
      throw .malformed(file: file, reason: "it has \(machine.classes) classes where \(labels.count) intents are named")
    }
    return SklearnIntentClassifier(trained: Trained(machine: machine, labels: labels, file: file), featurizers: featurizers)
  }

  /// The intents by their numbers: in the order of their code points, each once.
  private static func labels(_ file: String, _ node: GraphNode, _ model: ModelReader) throws(ModelFormatError) -> [String] {
    let list = try model.json(file, of: node).array ?? [.null]
    let labels = list.compactMap(\.string).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    guard labels.count == list.count else {
      throw .malformed(file: model.name(of: file, of: node), reason: "it is not a list of texts")
    }
    return labels.reduce(into: []) { labels, label in
      if labels.last.map({ $0.utf8.elementsEqual(label.utf8) }) != true { labels.append(label) }
    }
  }

  public func check(_ message: Message) throws(ModelFormatError) {
    guard let trained, message.hasFeatures(from: featurizers) else { return }
    let columns = message.features.reduce(0) { $0 + ($1.denseSentence?.columns ?? 0) }
    guard columns == trained.machine.columns else {
      throw .malformed(file: trained.file, reason: "it takes \(trained.machine.columns) dense features, but the pipeline makes \(columns)")
    }
  }

  public func process(_ message: inout Message) {
    guard let trained, message.hasFeatures(from: featurizers) else {
      message.intent = .none
      message.intentRanking = []
      return
    }
    var features: [Double] = []
    for case let sentence? in message.features.lazy.map(\.denseSentence) where sentence.rows > 0 {
      features += sentence[row: 0].map(Double.init)
    }
    guard features.count == trained.machine.columns else {
      message.isUnanswerable = true
      return
    }
    let probabilities = trained.machine.probabilities(features)
    let ranking = NumPyOrder.ascending(probabilities).reversed().prefix(Self.rankingLength).map { label in
      IntentPrediction(name: trained.labels[label], confidence: probabilities[label])
    }
    message.intent = ranking.first ?? .none
    message.intentRanking = ranking
  }
}
