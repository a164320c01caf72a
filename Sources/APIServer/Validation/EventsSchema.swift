package import JSON

/// What a list of events must look like for Rasa's endpoints to take it.
package enum EventsSchema {
  /// - Returns: what is wrong with the events, in the words of Python's `jsonschema`; `nil` when nothing is.
  package static func complaint(about events: [JSONValue]) -> String? {
    var best: SchemaViolation?
    JSONSchema(json: ["type": "array", "items": event]).forEachViolation(of: .array(events)) { violation in
      if best.map({ violation.isMoreRelevant(than: $0) }) ?? true { best = violation }
      return true
    }
    return best?.cause.text
  }

  private static let event: JSONValue = [
    "type": "object",
    "properties": ["event": ["type": "string"], "timestamp": nullable("number"), "metadata": nullable("object")],
    "required": ["event"],
    "oneOf": .array([user, action, slot, addedEntities] + others.map { ["properties": ["event": ["const": .string($0)]]] }),
  ]

  /// The types of events that there are.
  package static let names = ["user", "action", "slot", "entities"] + others

  /// Events of which nothing but their name is looked at.
  private static let others = [
    "user_featurization", "cancel_reminder", "reminder", "action_execution_rejected", "form_validation", "loop_interrupted", "form",
    "active_loop", "reset_slots", "resume", "pause", "followup", "export", "restart", "undo", "rewind", "bot", "session_started", "agent",
  ]

  private static func nullable(_ type: JSONValue) -> JSONValue { ["type": [type, "null"]] }
  private static func list(of element: JSONValue) -> JSONValue { ["type": "array", "items": element] }

  private static let entities = list(of: [
    "type": "object",
    "properties": [
      "start": ["type": "integer"], "end": ["type": "integer"], "entity": ["type": "string"], "confidence": ["type": "number"],
      "extractor": nullable("string"), "value": [:], "role": nullable("string"), "group": nullable("string"),
    ],
    "required": ["entity", "value"],
  ])

  private static let intent: JSONValue = [
    "type": "object", "properties": ["name": ["type": "string"], "confidence": ["type": "number"]],
  ]

  private static let texts = list(of: ["type": "object", "properties": ["text": ["type": "string"]]])

  private static let selection: JSONValue = [
    "type": "object",
    "properties": [
      "response": [
        "type": "object",
        "properties": [
          "responses": texts, "response_templates": texts, "confidence": ["type": "number"], "intent_response_key": ["type": "string"],
          "utter_action": ["type": "string"], "template_name": ["type": "string"],
        ],
      ],
      "ranking": list(of: [
        "type": "object",
        "properties": ["id": ["type": "number"], "confidence": ["type": "number"], "intent_response_key": ["type": "string"]],
      ]),
    ],
  ]

  private static let user: JSONValue = [
    "properties": [
      "event": ["const": "user"], "text": nullable("string"), "input_channel": nullable("string"), "message_id": nullable("string"),
      "parse_data": [
        "type": "object",
        "properties": [
          "text": nullable("string"), "intent_ranking": list(of: intent), "intent": intent, "entities": entities,
          "response_selector": [
            "type": "object",
            "oneOf": [
              ["properties": ["all_retrieval_intents": ["type": "array"]]], ["patternProperties": [#"[\w/]"#: selection]],
            ],
          ],
        ],
      ],
    ]
  ]

  private static let action: JSONValue = [
    "properties": [
      "event": ["const": "action"], "policy": nullable("string"), "confidence": nullable("number"), "name": nullable("string"),
      "hide_rule_turn": ["type": "boolean"], "action_text": nullable("string"),
    ]
  ]

  private static let slot: JSONValue = [
    "properties": ["event": ["const": "slot"], "name": ["type": "string"], "value": [:]], "required": ["name", "value"],
  ]

  private static let addedEntities: JSONValue = [
    "properties": ["event": ["const": "entities"], "entities": entities], "required": ["entities"],
  ]
}
