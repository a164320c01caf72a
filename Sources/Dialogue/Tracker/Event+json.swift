public import JSON

extension Event {
  /// Writes the event as Rasa does.
  public func write(into json: inout JSONWriter) {
    json.object { json in
      json.member("event", typeName)
      json.member("timestamp", timestamp)
      if !metadata.isEmpty { json.member("metadata", .object(metadata)) }
      writeMembers(into: &json)
    }
  }

  /// The name by which the type is written.
  public var typeName: String {
    switch kind {
    case .user: "user"
    case .bot: "bot"
    case .action: "action"
    case .rejection: "action_execution_rejected"
    case .slot: "slot"
    case .activeLoop: "active_loop"
    case .loopInterrupted: "loop_interrupted"
    case .followup: "followup"
    case .featurization: "user_featurization"
    case .entities: "entities"
    case .reminder: "reminder"
    case .cancelReminder: "cancel_reminder"
    case .agent: "agent"
    case .export: "export"
    case .sessionStarted: "session_started"
    case .restart: "restart"
    case .rewind: "rewind"
    case .undo: "undo"
    case .resetSlots: "reset_slots"
    case .pause: "pause"
    case .resume: "resume"
    }
  }

  private func writeMembers(into json: inout JSONWriter) {
    switch kind {
    case .user(let user):
      writeMetadataIfEmpty(into: &json)
      json.member("text", user.text)
      json.member("parse_data", .object(user.parseData))
      json.member("input_channel", user.inputChannel)
      json.member("message_id", user.messageID)
    case .bot(let bot):
      writeMetadataIfEmpty(into: &json)
      json.member("text", bot.text)
      json.member("data", .object(bot.data))
    case .action(let action):
      json.member("name", action.action.name?.text)
      json.member("policy", action.policy)
      json.member("confidence", action.confidence.map { .number($0) } ?? .null)
      if case .text(let text) = action.action { json.member("action_text", text.text) } else { json.member("action_text", action.sideText) }
      json.member("hide_rule_turn", action.hidesRuleTurn)
    case .rejection(let rejection):
      json.member("name", rejection.action)
      json.member("policy", rejection.policy)
      json.member("confidence", rejection.confidence.map { .number($0) } ?? .null)
    case .slot(let name, let value):
      json.member("name", name)
      json.member("value", value)
    case .activeLoop(let name): json.member("name", name)
    case .loopInterrupted(let isInterrupted): json.member("is_interrupted", isInterrupted)
    case .followup(let action): json.member("name", action)
    case .featurization(let usesText): json.member("use_text_for_featurization", usesText.map { .bool($0) } ?? .null)
    case .entities(let entities): json.member("entities", .array(entities))
    case .reminder(let reminder): reminder.writeMembers(into: &json)
    case .cancelReminder, .export, .sessionStarted, .restart, .rewind, .undo, .resetSlots, .pause, .resume: break
    case .agent(let text, let data):
      json.member("text", text)
      json.member("data", data)
    }
  }

  private func writeMetadataIfEmpty(into json: inout JSONWriter) {
    if metadata.isEmpty { json.member("metadata", .object(metadata)) }
  }
}

extension ReminderScheduled {
  fileprivate func writeMembers(into json: inout JSONWriter) {
    json.member("intent", intent)
    json.member("date_time", dateTime)
    json.member("entities", entities)
    json.member("name", name)
    json.member("kill_on_user_msg", endsOnUserMessage)
  }
}
