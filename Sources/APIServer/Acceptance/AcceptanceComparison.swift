internal import JSON
internal import Shared

/// Holds a step of a test against what came of it.
struct AcceptanceComparison {
  let file: String
  let step: AcceptanceStep

  /// What is wrong with what was understood.
  func failure(understood parseData: JSONObject) -> AcceptanceFailure? {
    intent(parseData) ?? entities(parseData["entities"]?.array ?? [])
  }

  /// What is wrong with what was said.
  func failure(said texts: [String?]) -> AcceptanceFailure? {
    guard let replies = step.replies else { return nil }
    let isRight =
      texts.count == replies.count && zip(texts, replies).allSatisfy { text, variations in variations.contains { same($0, text) } }
    guard !isRight else { return nil }
    let summary =
      texts.count == replies.count
      ? "the replies differ" : "the bot sent \(texts.count) \(texts.count == 1 ? "message" : "messages"), not \(replies.count)"
    return failure(
      wanted: JSONValue.array(replies.map { $0.count == 1 ? Self.json($0[0]) : .array($0.map(Self.json)) }).jsonText,
      found: JSONValue.array(texts.map(Self.json)).jsonText, summary)
  }

  /// A turn that did not come to its end.
  func failure(_ reason: String) -> AcceptanceFailure {
    failure(wanted: "an answer", found: "the turn failed: \(reason)", "the turn failed: \(reason)")
  }

  private func intent(_ parseData: JSONObject) -> AcceptanceFailure? {
    guard let wanted = step.intent else { return nil }
    let name = parseData["intent"]?["name"]?.string
    let confidence = parseData["intent"]?["confidence"]?.double ?? 0
    let found = wanted.contains("/") ? Self.retrievalIntent(name, parseData) : name
    guard same(found, wanted) else {
      let found = found ?? "none"
      return failure(
        wanted: "the intent \(wanted)", found: "the intent \(found) with confidence \(Self.rounded(confidence))",
        "the intent is \(found), not \(wanted)")
    }
    guard let minimum = step.minimumConfidence, confidence < minimum else { return nil }
    return failure(
      wanted: "the intent \(wanted) with confidence \(minimum) or more", found: "confidence \(Self.rounded(confidence))",
      "the intent \(wanted) has the confidence \(Self.rounded(confidence)), not \(minimum) or more")
  }

  private func entities(_ found: [JSONValue]) -> AcceptanceFailure? {
    guard let wanted = step.entities else { return nil }
    let isRight =
      wanted.allSatisfy { wanted in found.contains { wanted.isMet(by: $0) } }
      && found.allSatisfy { found in wanted.contains { $0.isMet(by: found) } }
    guard !isRight else { return nil }
    return failure(
      wanted: JSONValue.array(wanted.map(Self.json)).jsonText, found: JSONValue.array(found.map(Self.outline)).jsonText,
      "the entities differ: \(found.count) found, \(wanted.count) wanted")
  }

  private func failure(wanted: String, found: String, _ summary: String) -> AcceptanceFailure {
    AcceptanceFailure(file: file, step: step, wanted: wanted, found: found, summary: summary)
  }

  /// By code points, as everything that a model says.
  private func same(_ left: String?, _ right: String?) -> Bool {
    guard let left, let right else { return left == nil && right == nil }
    return left.utf8.elementsEqual(right.utf8)
  }
}

extension AcceptanceComparison {
  /// `faq/pets`, as the selector of the intent has it; the intent alone when there is none.
  private static func retrievalIntent(_ intent: String?, _ parseData: JSONObject) -> String? {
    guard let intent else { return nil }
    let selectors = parseData["response_selector"]
    // A selector of no intent in particular goes by the name `default`.
    let selected = selectors?[intent] ?? selectors?["default"]
    return selected?["response"]?["intent_response_key"]?.string ?? intent
  }

  private static func rounded(_ confidence: Double) -> Double { (confidence * 10_000).rounded() / 10_000 }

  private static func json(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

  private static func json(_ entity: ExpectedEntity) -> JSONValue {
    var json = JSONObject()
    json["entity"] = .string(entity.entity)
    json["value"] = entity.value?.json
    json["role"] = entity.role.map { .string($0) }
    json["group"] = entity.group.map { .string($0) }
    return .object(json)
  }

  private static func outline(_ entity: JSONValue) -> JSONValue {
    var json = JSONObject()
    for key in ["entity", "value", "role", "group"] { json[key] = entity[key] }
    return .object(json)
  }
}
