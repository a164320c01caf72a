public import JSON

/// Why a JSON value is no event, in a sentence.
public struct EventError: Error, Sendable, Equatable, CustomStringConvertible {
  public let description: String

  init(_ description: String) { self.description = description }
}

extension Event {
  /// Reads events as Rasa does: entries without a type are passed over.
  /// - Parameters:
  ///   - now: for events without a time, asked for each. Seconds since 1970.
  ///   - makeName: for reminders without a name.
  /// - Throws: `EventError` for an unknown type, or one that lacks what it needs or has it in another type.
  public static func list(
    _ json: JSONValue, now: @autoclosure () -> Double, makeName: @escaping @Sendable () -> String
  ) throws(EventError) -> [Event] {
    guard let entries = json.array else { throw EventError("events are a list, not \(json.kind)") }
    var events: [Event] = []
    for entry in entries where !(entry["event"] ?? .null).isNull {
      if let event = try Event(json: entry, now: now(), makeName: makeName) { events.append(event) }
    }
    return events
  }

  /// Reads one event; `nil` for `topic`, which older versions wrote and nothing uses.
  /// - Throws: `EventError`.
  public convenience init?(
    json: JSONValue, now: @autoclosure () -> Double, makeName: @escaping @Sendable () -> String
  ) throws(EventError) {
    guard let type = json["event"]?.string else { throw EventError("an event has no type: 'event' is missing") }
    if type == "topic" { return nil }
    let timestamp = json["timestamp"]?.double ?? 0
    let kind = try EventReader(json: json, makeName: makeName).kind(type)
    self.init(kind, timestamp: timestamp == 0 ? now() : timestamp, metadata: json["metadata"]?.object ?? JSONObject())
  }
}

/// Reads the members that a type of event has.
private struct EventReader {
  let json: JSONValue
  let makeName: @Sendable () -> String

  func kind(_ type: String) throws(EventError) -> Event.Kind {
    switch type {
    case "user": .user(try user())
    case "bot": .bot(BotUttered(text: try text("text", of: type), data: try object("data", of: type)))
    case "action": .action(try action())
    case "action_execution_rejected":
      .rejection(
        ActionExecutionRejected(
          action: try text("name", of: type) ?? "", policy: json["policy"]?.string, confidence: json["confidence"]?.double))
    case "slot": .slot(name: try required("name", of: type), value: json["value"] ?? .null)
    case "active_loop", "form": .activeLoop(try text("name", of: type))
    case "loop_interrupted": .loopInterrupted(json["is_interrupted"]?.isTruthy ?? false)
    case "form_validation": .loopInterrupted(!(json["validate"]?.isTruthy ?? true))
    case "followup": .followup(action: try required("name", of: type))
    case "user_featurization": .featurization(usesText: json["use_text_for_featurization"].flatMap { $0.isNull ? nil : $0.isTruthy })
    case "entities": .entities(json["entities"]?.array ?? [])
    case "reminder": .reminder(try reminder())
    case "cancel_reminder":
      .cancelReminder(ReminderCancelled(name: name, intent: json["intent"]?.string, entities: json["entities"] ?? .null))
    case "agent": .agent(text: try text("text", of: type), data: json["data"] ?? .null)
    case "export": .export(path: json["path"]?.string)
    case "session_started": .sessionStarted
    case "restart": .restart
    case "rewind": .rewind
    case "undo": .undo
    case "reset_slots": .resetSlots
    case "pause": .pause
    case "resume": .resume
    default: throw EventError("Unknown event name '\(type)'.")
    }
  }

  private var name: String? { json["name"]?.string }

  private func required(_ key: String, of type: String) throws(EventError) -> String {
    guard let text = json[key]?.string else { throw EventError("an event of type '\(type)' has no '\(key)'") }
    return text
  }

  /// A text that may be missing, or null.
  private func text(_ key: String, of type: String) throws(EventError) -> String? {
    switch json[key] ?? .null {
    case .null: return nil
    case .string(let text): return text
    case let other: throw EventError("'\(key)' of an event of type '\(type)' is a text, not \(other.kind)")
    }
  }

  /// An object that may be missing, or null.
  private func object(_ key: String, of type: String) throws(EventError) -> JSONObject {
    switch json[key] ?? .null {
    case .null: return JSONObject()
    case .object(let object): return object
    case let other: throw EventError("'\(key)' of an event of type '\(type)' is an object, not \(other.kind)")
    }
  }

  private func user() throws(EventError) -> UserUttered {
    guard let parseData = json["parse_data"]?.object else { throw EventError("an event of type 'user' has no 'parse_data'") }
    return UserUttered(
      text: json["text"]?.string, intent: parseData["intent"]?.object ?? JSONObject(), entities: parseData["entities"]?.array ?? [],
      parseData: parseData, inputChannel: json["input_channel"]?.string, messageID: json["message_id"]?.string,
      metadata: json["metadata"]?.object ?? JSONObject())
  }

  private func action() throws(EventError) -> ActionExecuted {
    let (name, text) = (try text("name", of: "action"), try text("action_text", of: "action"))
    let reference: ActionReference
    if let name, !name.isEmpty || text == nil {
      reference = .name(Name(name))
    } else if let text {
      reference = .text(Name(text))
    } else {
      throw EventError("Both the name of the action and the end-to-end predicted text are missing.")
    }
    return ActionExecuted(
      reference, sideText: reference.name == nil ? nil : text, policy: json["policy"]?.string, confidence: json["confidence"]?.double,
      hidesRuleTurn: json["hide_rule_turn"]?.isTruthy ?? false)
  }

  private func reminder() throws(EventError) -> ReminderScheduled {
    ReminderScheduled(
      intent: try required("intent", of: "reminder"), dateTime: try required("date_time", of: "reminder"),
      entities: json["entities"] ?? .null, name: try text("name", of: "reminder") ?? makeName(),
      endsOnUserMessage: json["kill_on_user_msg"]?.isTruthy ?? true)
  }
}
