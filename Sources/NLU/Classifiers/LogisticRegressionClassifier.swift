import Inference
public import ModelFormat

/// Predicts a message's intent from the features of the whole message, by logistic regression.
///
/// It takes the features of every featurizer before it. A message for which one of them says nothing, such as an empty one, has too few;
/// Rasa answers it with an error.
public struct LogisticRegressionClassifier: NLUComponent {
  private let regression: LogisticRegression
  /// How many intents are shown; not more than 0 for all.
  private let rankingLength: Int
  private let file: String

  public static func load(_ node: GraphNode, from model: ModelReader) throws(ModelFormatError) -> LogisticRegressionClassifier {
    let rankingLength = try ComponentSettings(node).integer("ranking_length", default: 10)
    guard model.isTrained(node) else {
      throw .malformedGraph(reason: "\(node.className) (\(node.name)) was trained without any intent, and cannot answer")
    }
    let file = model.name(of: "\(node.resource ?? node.name).skops", of: node)
    let bytes = try ModelFile.read(file, of: model.directory, maximumBytes: SkopsFile.maximumBytes)
    do throws(CheckpointError) {
      let regression = try LogisticRegression(SkopsFile(bytes, name: file), name: file)
      return LogisticRegressionClassifier(regression: regression, rankingLength: rankingLength, file: file)
    } catch {
      throw ModelFormatError(error)
    }
  }

  public func check(_ message: Message) throws(ModelFormatError) {
    let columns = message.features.reduce(0) { $0 + ($1.sentence?.columns ?? 0) + ($1.denseSentence?.columns ?? 0) }
    guard columns == regression.columns else {
      throw .malformed(file: file, reason: "it takes \(regression.columns) features, but the pipeline makes \(columns)")
    }
  }

  public func process(_ message: inout Message) {
    guard let probabilities = probabilities(message) else {
      message.isUnanswerable = true
      return
    }
    let order = probabilities.indices.sorted { (-probabilities[$0], $0) < (-probabilities[$1], $1) }
    let ranking = order.map { IntentPrediction(name: regression.classes[$0], confidence: probabilities[$0]) }
    message.intent = ranking[0]
    message.intentRanking = rankingLength > 0 ? Array(ranking.prefix(rankingLength)) : ranking
    message.intentLeadsRanking = true
  }

  /// The probability of each class; `nil` for a message with too few features.
  private func probabilities(_ message: Message) -> [Double]? {
    var decision = LogisticRegression.Decision(regression)
    var column = 0
    for sentence in message.features.lazy.compactMap(\.sentence) {
      guard sentence.rows > 0, column + sentence.columns <= regression.columns else { return nil }
      for cell in sentence.cells(ofRow: 0) { decision.add(Double(sentence.values[cell]), column: column + Int(sentence.indices[cell])) }
      column += sentence.columns
    }
    for sentence in message.features.lazy.compactMap(\.denseSentence) {
      guard sentence.rows > 0, column + sentence.columns <= regression.columns else { return nil }
      for (index, value) in sentence[row: 0].enumerated() { decision.add(Double(value), column: column + index) }
      column += sentence.columns
    }
    return column == regression.columns ? decision.probabilities() : nil
  }
}
