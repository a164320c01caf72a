internal import JSON

/// What a pipeline said of a message.
struct UnderstoodMessage {
  /// As the pipeline has it, without white space around.
  let text: String
  /// The most likely intent, whether or not a fallback hides it.
  let intent: JSONValue
  /// Without those of extractors that are no part of the model.
  let entities: [JSONObject]
  /// Where words begin and end.
  let tokens: [Range<Int>]
  private let selectors: JSONObject

  /// Extractors that are trained elsewhere.
  private static let pretrained: Set<String> = ["DucklingEntityExtractor", "SpacyEntityExtractor"]

  init(_ parseData: JSONObject) {
    text = parseData["text"]?.string ?? ""
    let intent = parseData["intent"] ?? .null
    let ranking = parseData["intent_ranking"]?.array ?? []
    let isFallback = intent["name"]?.string == "nlu_fallback" && ranking.count > 1
    self.intent = isFallback ? ranking[1] : intent
    entities = (parseData["entities"]?.array ?? []).compactMap(\.object).filter { entity in
      !(entity["extractor"]?.string.map { Self.pretrained.contains($0) } ?? false)
    }
    tokens = (parseData["text_tokens"]?.array ?? []).compactMap { token in
      guard let start = token.array?.first?.integer, let end = token.array?.last?.integer, start <= end else { return nil }
      return start..<end
    }
    selectors = parseData["response_selector"]?.object ?? JSONObject()
  }

  /// What the selector of an intent chose, or else the selector of all.
  func response(to intent: String) -> JSONValue {
    let hasOwn = (selectors["all_retrieval_intents"]?.array ?? []).contains { $0.string?.utf8.elementsEqual(intent.utf8) ?? false }
    let selector = hasOwn ? selectors[intent] : nil
    return (selector ?? selectors["default"])?["response"] ?? .null
  }
}
