internal import Dialogue
internal import Hummingbird
internal import JSON

extension Response {
  /// A conversation.
  static func tracker(_ tracker: Tracker, _ verbosity: EventVerbosity) -> Response {
    var json = JSONWriter(reservingCapacity: 8_192)
    tracker.write(into: &json, events: verbosity)
    return .json(json)
  }

  /// A conversation, and what the bot said in the turn that was asked for.
  static func turn(_ tracker: Tracker, _ verbosity: EventVerbosity, _ messages: [JSONObject]) -> Response {
    var json = JSONWriter(reservingCapacity: 8_192)
    json.object { json in
      json.key("tracker")
      tracker.write(into: &json, events: verbosity)
      json.member("messages", .array(messages.map { .object($0) }))
    }
    return .json(json)
  }

  /// What the bot would do next.
  /// - Parameter isSorted: whether the surest action comes first, and equals in the order of their names; otherwise the domain's order holds.
  static func prediction(_ prediction: PolicyPrediction, of tracker: Tracker, _ verbosity: EventVerbosity, isSorted: Bool) -> Response {
    var scores = Array(zip(tracker.domain.actions, prediction.scores))
    if isSorted { scores.sort { $0.1 != $1.1 ? $0.1 > $1.1 : $0.0 < $1.0 } }
    var json = JSONWriter(reservingCapacity: 8_192)
    json.object { json in
      json.key("scores")
      json.array { json in
        for (action, score) in scores {
          json.object { json in
            json.member("action", action.text)
            json.member("score", score)
          }
        }
      }
      json.member("policy", prediction.policy)
      json.member("confidence", prediction.confidence)
      json.key("tracker")
      tracker.write(into: &json, events: verbosity)
    }
    return .json(json)
  }
}

extension Tracker {
  /// The conversation as it was at some time.
  func travelledBack(to time: Double) -> Tracker {
    Tracker(senderID: senderID, domain: domain, events: events.prefix { $0.timestamp <= time })
  }
}
