internal import JSON

enum RetrievalIntent {
  /// The intent of a message, with the key of the response that was selected for it if it is a retrieval intent.
  static func full(_ understood: JSONObject) -> String? {
    let intent = understood["intent"]?["name"]?.string
    guard let intent, let selectors = understood["response_selector"]?.object else { return intent }
    let isRetrieval = (selectors["all_retrieval_intents"]?.array ?? []).contains { $0.string?.utf8.elementsEqual(intent.utf8) ?? false }
    guard isRetrieval else { return intent }
    let selector = selectors["default"] ?? selectors[intent]
    let key = selector?["response"]?["intent_response_key"]?.string ?? ""
    return key.isEmpty ? intent : key
  }
}
