import JSON

/// An intent with the confidence that a classifier gives it.
public struct IntentPrediction: Sendable, Equatable {
  /// `nil` where no classifier could say.
  public var name: String?
  /// 0 to 1. Classifiers compute in single precision; the message syntax may give any double.
  public var confidence: Double
  /// Which response the intent asks for; only a retrieval intent has one.
  public var response: RetrievedResponse?

  /// A retrieval intent's response.
  public struct RetrievedResponse: Sendable, Equatable {
    /// `intent/key`; `nil` when no selector serves that intent alone.
    public let key: String?
  }

  public init(name: String?, confidence: Double) {
    self.name = name
    self.confidence = confidence
  }

  /// What a message has before any classifier ran.
  public static let none = IntentPrediction(name: nil, confidence: 0)

  func write(into json: inout JSONWriter) {
    json.object { json in
      json.member("name", name)
      json.member("confidence", confidence)
      if let response { json.member("full_retrieval_intent_name", response.key) }
    }
  }
}
