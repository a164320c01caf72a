import JSON

/// What Rasa wants of the events that an action server sends, beyond what reading them does.
enum EventShape {
  /// What is wrong with an event, in a sentence that says where; `nil` when nothing is.
  static func mismatch(_ event: JSONValue, at place: String) -> String? {
    if let mismatch = common.mismatch(event, at: place) { return mismatch }
    switch event["event"]?.string {
    case "user": return user.mismatch(event, at: place) ?? selectorMismatch(event["parse_data"]?["response_selector"], at: place)
    case "action": return action.mismatch(event, at: place)
    case "slot": return slot.mismatch(event, at: place)
    case "entities": return entitiesAdded.mismatch(event, at: place)
    case let type? where unconstrained.contains(type): return nil
    default: return "\(place) has an unknown type"
    }
  }

  private static let common = JSONShape.object(
    ["event": .string, "timestamp": .optional(.number), "metadata": .optional(.object([:]))], required: ["event"])

  private static let unconstrained: Set<String> = [
    "user_featurization", "cancel_reminder", "reminder", "action_execution_rejected", "form_validation", "loop_interrupted", "form",
    "active_loop", "reset_slots", "resume", "pause", "followup", "export", "restart", "undo", "rewind", "bot", "session_started", "agent",
  ]

  private static let intent = JSONShape.object(["name": .string, "confidence": .number])

  private static let entities = JSONShape.list(
    .object(
      [
        "start": .integer, "end": .integer, "entity": .string, "confidence": .number, "extractor": .optional(.string),
        "role": .optional(.string), "group": .optional(.string),
      ], required: ["entity", "value"]))

  private static let user = JSONShape.object(
    [
      "text": .optional(.string), "input_channel": .optional(.string), "message_id": .optional(.string),
      "parse_data": .object([
        "text": .optional(.string), "intent_ranking": .list(intent), "intent": intent, "entities": entities,
        "response_selector": .object([:]),
      ]),
    ], required: ["parse_data"])

  private static let action = JSONShape.object([
    "policy": .optional(.string), "confidence": .optional(.number), "name": .optional(.string), "hide_rule_turn": .boolean,
    "action_text": .optional(.string),
  ])

  private static let slot = JSONShape.object(["name": .string], required: ["name", "value"])

  private static let entitiesAdded = JSONShape.object(["entities": entities], required: ["entities"])

  private static let responses = JSONShape.list(.object(["text": .string]))

  private static let selector = JSONShape.object([
    "response": .object([
      "responses": responses, "response_templates": responses, "confidence": .number, "intent_response_key": .string,
      "utter_action": .string, "template_name": .string,
    ]),
    "ranking": .list(.object(["id": .number, "confidence": .number, "intent_response_key": .string])),
  ])

  /// Rasa accepts just one of two readings: a list of retrieval intents with anything beside it, or selectors alone.
  private static func selectorMismatch(_ selectors: JSONValue?, at place: String) -> String? {
    guard let members = selectors?.object else { return nil }
    let mayHaveIntents = members["all_retrieval_intents"].map { $0.array != nil } ?? true
    let hasSelectorsOnly = members.members.allSatisfy { name, value in
      !isWord(name) || selector.mismatch(value, at: place) == nil
    }
    return mayHaveIntents != hasSelectorsOnly ? nil : "\(place).parse_data.response_selector fits both readings of it, or none"
  }

  /// Whether a letter, a digit, an underscore or a slash is in it.
  private static func isWord(_ name: String) -> Bool {
    name.unicodeScalars.contains { scalar in
      switch scalar.properties.generalCategory {
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber, .letterNumber, .otherNumber:
        true
      default: scalar == "_" || scalar == "/"
      }
    }
  }
}
