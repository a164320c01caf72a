import JSON
public import ModelFormat

/// Predicts the intent of the first training example that a message contains as words of its own.
///
/// Examples are searched in the order of the training data, as patterns of Python's `re`: so does Rasa. A message without any of
/// them keeps the intent that an earlier classifier gave it.
public struct KeywordIntentClassifier: NLUComponent {
  private let keywords: [(pattern: PythonPattern, intent: String)]

  public static func load(_ node: GraphNode, from model: ModelReader) throws(ModelFormatError) -> KeywordIntentClassifier {
    let isCaseSensitive = try ComponentSettings(node).bool("case_sensitive", default: true)
    guard model.isTrained(node) else { return KeywordIntentClassifier(keywords: []) }
    let file = "KeywordIntentClassifier.json"
    let json = try model.json(file, of: node)
    guard let members = json.object else {
      throw .malformed(file: model.name(of: file, of: node), reason: "it holds \(json.kind) instead of an object")
    }
    var keywords: [(pattern: PythonPattern, intent: String)] = []
    for (number, (keyword, intent)) in members.enumerated() {
      guard let intent = intent.string else {
        throw .malformed(file: model.name(of: file, of: node), reason: "the intent of a keyword is \(intent.kind) instead of a text")
      }
      do {
        keywords.append((try PythonPattern("\\b\(keyword)\\b", ignoringCase: !isCaseSensitive), intent))
      } catch {
        throw .malformed(file: model.name(of: file, of: node), reason: "keyword \(number + 1) of \(intent) cannot be used: \(error)")
      }
    }
    return KeywordIntentClassifier(keywords: keywords)
  }

  public func process(_ message: inout Message) {
    let intent = message.utf8.withUnsafeBufferPointer { text in
      keywords.first { $0.pattern.isFound(in: text) }?.intent
    }
    if let intent { message.intent = IntentPrediction(name: intent, confidence: 1) }
  }
}
