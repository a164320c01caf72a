internal import Dialogue
package import JSON

/// Another product whose answers `POST /model/parse?emulation_mode=` imitates, as Rasa does.
package enum EmulationMode: String, Sendable, CaseIterable {
  case wit = "WIT"
  case luis = "LUIS"
  case dialogflow = "DIALOGFLOW"

  /// - Parameter name: without regard to case.
  package init?(name: some StringProtocol) { self.init(rawValue: name.uppercased()) }

  /// The answer in the other product's shape.
  /// - Parameters:
  ///   - parsed: what `POST /model/parse` answers otherwise.
  ///   - responseID: for the products that number their answers.
  package func answer(for parsed: JSONObject, responseID: String) -> JSONValue {
    switch self {
    case .wit: Self.wit(parsed)
    case .luis: Self.luis(parsed)
    case .dialogflow: Self.dialogflow(parsed, responseID)
    }
  }

  private static func entities(of parsed: JSONObject) -> [JSONValue] { parsed["entities"]?.array ?? [] }

  private static func wit(_ parsed: JSONObject) -> JSONValue {
    let text = Array((parsed["text"]?.string ?? "").unicodeScalars)
    var entities = JSONObject()
    for entity in Self.entities(of: parsed) {
      let name = entity["entity"]?.string ?? ""
      let role = entity["role"] ?? .string(name)
      let key = "\(name):\(PythonFormat.text(of: role))"
      let confidence = entity["confidence_entity"]?.ifTruthy ?? 1
      let start = min(max(entity["start"]?.integer ?? 0, 0), text.count)
      let end = min(max(entity["end"]?.integer ?? 0, start), text.count)
      let made: JSONValue = [
        "confidence": confidence, "name": .string(name), "value": entity["value"] ?? .null,
        "body": .string(String(String.UnicodeScalarView(text[start..<end]))), "start": entity["start"] ?? .null,
        "end": entity["end"] ?? .null, "role": role, "entities": [],
      ]
      entities[key] = .array((entities[key]?.array ?? []) + [made])
    }
    return ["text": parsed["text"] ?? .null, "intents": [parsed["intent"] ?? .null], "entities": .object(entities)]
  }

  private static func luis(_ parsed: JSONObject) -> JSONValue {
    let top = parsed["intent"]?.object ?? JSONObject()
    let ranking = parsed["intent_ranking"]?.array ?? []
    var intents = JSONObject()
    for intent in ranking.isEmpty ? (top.isEmpty ? [] : [.object(top)]) : ranking {
      intents[key(of: intent["name"] ?? .null)] = ["score": intent["confidence"] ?? .null]
    }
    var instances = JSONObject()
    var entities = JSONObject()
    entities["$instance"] = [:]
    for entity in Self.entities(of: parsed) {
      let key = key(of: entity["role"] ?? entity["entity"] ?? .null)
      let value = entity["value"] ?? .null
      var length = JSONValue.null
      if let start = entity["start"]?.integer, let end = entity["end"]?.integer { length = .integer(end - start) }
      entities[key] = [value]
      instances[key] = [
        [
          "role": entity["role"] ?? .null, "type": entity["entity"] ?? .null, "text": value, "startIndex": entity["start"] ?? .null,
          "length": length, "score": entity["confidence"] ?? .null, "modelType": entity["extractor"] ?? .null,
        ]
      ]
    }
    entities["$instance"] = .object(instances)
    return [
      "query": parsed["text"] ?? .null,
      "prediction": [
        "normalizedQuery": parsed["text"] ?? .null, "topIntent": top["name"] ?? .null, "intents": .object(intents),
        "entities": .object(entities),
      ],
    ]
  }

  /// What a value becomes as the key of an object.
  private static func key(of value: JSONValue) -> String { value.isNull ? "null" : PythonFormat.text(of: value) }

  private static func dialogflow(_ parsed: JSONObject, _ responseID: String) -> JSONValue {
    var parameters = JSONObject()
    for entity in entities(of: parsed) {
      let name = entity["entity"]?.string ?? ""
      parameters[name] = .array((parameters[name]?.array ?? []) + [entity["value"] ?? .null])
    }
    let intent = parsed["intent"]?["name"] ?? .null
    return [
      "responseId": .string(responseID),
      "queryResult": [
        "queryText": parsed["text"] ?? .null, "action": intent, "parameters": .object(parameters), "fulfillmentText": "",
        "fulfillmentMessages": [], "outputContexts": [], "intent": ["name": intent, "displayName": intent],
        "intentDetectionConfidence": parsed["intent"]?["confidence"] ?? .null,
      ],
    ]
  }
}
