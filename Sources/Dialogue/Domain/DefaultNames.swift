/// The actions that every bot has.
public enum DefaultAction {
  public static let listen = "action_listen"
  public static let restart = "action_restart"
  public static let sessionStart = "action_session_start"
  public static let defaultFallback = "action_default_fallback"
  public static let deactivateLoop = "action_deactivate_loop"
  public static let revertFallbackEvents = "action_revert_fallback_events"
  public static let askAffirmation = "action_default_ask_affirmation"
  public static let askRephrase = "action_default_ask_rephrase"
  public static let twoStageFallback = "action_two_stage_fallback"
  public static let unlikelyIntent = "action_unlikely_intent"
  public static let back = "action_back"
  /// Stands in rules for any action; nothing runs it.
  public static let ruleSnippet = "..."
  public static let extractSlots = "action_extract_slots"
  /// Not a default action: a custom one that is run when the bot has it.
  public static let validateSlotMappings = "action_validate_slot_mappings"
  /// A custom action that brings slots of its own.
  static let queryKnowledgeBase = "action_query_knowledge_base"

  /// In the order in which Rasa numbers them; their numbers are the first of every model.
  public static let all = [
    listen, restart, sessionStart, defaultFallback, deactivateLoop, revertFallbackEvents, askAffirmation, askRephrase, twoStageFallback,
    unlikelyIntent, back, ruleSnippet, extractSlots,
  ]
}

/// The intents that every bot has.
public enum DefaultIntent {
  public static let restart = "restart"
  public static let back = "back"
  public static let outOfScope = "out_of_scope"
  public static let sessionStart = "session_start"
  public static let fallback = "nlu_fallback"

  static let all = [restart, back, outOfScope, sessionStart, fallback]
}

/// The slots that bots have without naming them.
public enum DefaultSlot {
  /// The slot that the active form asks for.
  public static let requested = "requested_slot"
  /// What a channel sent along with the message that began a session.
  public static let sessionStartMetadata = "session_started_metadata"
  static let knowledgeBase = ["knowledge_base_listed_objects", "knowledge_base_last_object", "knowledge_base_last_object_type"]

  /// Slots that no mapping fills.
  public static let all = [requested, sessionStartMetadata] + knowledgeBase
}

/// In rules: a slot or a loop that must not be set.
public let shouldNotBeSet = "should_not_be_set"
