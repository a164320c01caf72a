public import JSON

/// What the response selectors of a pipeline chose, by retrieval intent.
public struct ResponseSelection: Sendable {
  /// A response key such as `faq/breakfast`, with its confidence.
  public struct Candidate: Sendable, Equatable {
    public let responseKey: String?
    /// 0 to 1.
    public let confidence: Double
  }

  /// One selector's choice.
  public struct Choice: Sendable {
    /// The retrieval intent that it serves, or `default` for all of them.
    public let selector: String
    /// The best candidate.
    public let best: Candidate
    /// The responses of the best candidate as the domain has them, or `null`.
    public let responses: JSONValue
    /// The action that utters it, such as `utter_faq/breakfast`.
    public let utterAction: String
    public let ranking: [Candidate]
  }

  /// Every retrieval intent that training saw.
  public var retrievalIntents: [String] = []
  public var choices: [Choice] = []
}

extension ResponseSelection {
  /// What was chosen for an intent; `nil` for one that is no retrieval intent.
  func response(to intent: String) -> IntentPrediction.RetrievedResponse? {
    guard retrievalIntents.contains(intent) else { return nil }
    return IntentPrediction.RetrievedResponse(key: choices.first { $0.selector == intent }?.best.responseKey)
  }

  func write(into json: inout JSONWriter) {
    json.key("response_selector")
    json.object { json in
      json.key("all_retrieval_intents")
      json.array { json in for intent in retrievalIntents { json.value(intent) } }
      for choice in choices {
        json.key(choice.selector)
        json.object { json in choice.write(into: &json) }
      }
    }
  }
}

extension ResponseSelection.Choice {
  fileprivate func write(into json: inout JSONWriter) {
    json.key("response")
    json.object { json in
      json.member("responses", responses)
      json.member("confidence", best.confidence)
      json.member("intent_response_key", best.responseKey)
      json.member("utter_action", utterAction)
    }
    json.key("ranking")
    json.array { json in
      for candidate in ranking {
        json.object { json in
          json.member("confidence", candidate.confidence)
          json.member("intent_response_key", candidate.responseKey)
        }
      }
    }
  }
}
