import JSON

/// Writes conversations as test stories, which is what `GET /conversations/<id>/story` answers.
///
/// Held against Rasa with 30,000 random conversations, one in seven such that Rasa answers with an error. Two errors differ, both
/// for annotations in a message's text: of lists that are nested more than 200 deep, and of an object without `entity` that holds
/// lists or objects too long for a line.
public enum StoryWriter {
  /// The version of Rasa's training data.
  static let formatVersion = "3.1"

  /// Writes a conversation.
  /// - Parameters:
  ///   - events: all that happened in it, earlier sessions included.
  ///   - name: of the conversation. Each of several sessions is told apart by its number.
  ///   - allSessions: whether earlier sessions are written as well.
  ///   - until: leaves out the first later event of each session, and all behind it; and sessions of which nothing is left.
  ///     Seconds since 1970.
  /// - Throws: `StoryError` where Rasa answers with an error.
  public static func text(
    of events: [Event], name: String, domain: Domain, allSessions: Bool = false, until: Double? = nil
  ) throws(StoryError) -> String {
    var sessions = Story.sessions(of: events, domain: domain)
    if !allSessions { sessions = [sessions.last ?? Story(events: [])] }
    if let until {
      for index in sessions.indices { sessions[index].end(at: until, domain: domain) }
      sessions.removeAll { $0.events.isEmpty }
    }
    var stories: [YAMLValue] = []
    for (index, session) in sessions.enumerated() {
      stories.append(try story(session, name: sessions.count > 1 ? "\(name), story \(index + 1)" : name))
    }
    let version = YAMLMember("version", .quoted(formatVersion))
    return YAMLWriter.text(of: stories.isEmpty ? [version] : [version, YAMLMember("stories", .list(stories))])
  }

  private static func story(_ story: Story, name: String) throws(StoryError) -> YAMLValue {
    var steps: [YAMLValue] = []
    for (index, event) in story.events.enumerated() {
      let step = try step(event, story.marks[index])
      if !step.isEmpty { steps.append(.map(step)) }
    }
    return .map([YAMLMember("story", .text(name)), YAMLMember("steps", .list(steps))])
  }

  /// What is written of an event: no members for one that stories do not tell.
  private static func step(_ event: Event, _ mark: MessageMark?) throws(StoryError) -> [YAMLMember] {
    switch event.kind {
    case .user(let user): try step(user, mark)
    case .action(let action): step(action.action)
    case .slot(let name, let value): [YAMLMember("slot_was_set", .list([.map([YAMLMember(name, YAMLValue(value))])]))]
    case .activeLoop(let name): [YAMLMember("active_loop", name.map { .text($0) } ?? .null)]
    default: []
    }
  }

  private static let untoldActions = [
    DefaultAction.listen, DefaultAction.unlikelyIntent, DefaultAction.sessionStart, DefaultAction.ruleSnippet, "",
  ]

  private static func step(_ action: ActionReference) -> [YAMLMember] {
    switch action {
    case .name(let name): untoldActions.contains { name == Name($0) } ? [] : [YAMLMember("action", .text(name.text))]
    case .text(let text): text.text.isEmpty ? [] : [YAMLMember("bot", .text(text.text))]
    }
  }

  private static func step(_ user: UserUttered, _ mark: MessageMark?) throws(StoryError) -> [YAMLMember] {
    var members: [YAMLMember] = []
    let intent = user.intent["name"] ?? .null
    if intent.isTruthy, !(mark?.usesText ?? user.initialFeaturization ?? false) {
      let full = user.intent["full_retrieval_intent_name"] ?? .null
      members.append(YAMLMember("intent", YAMLValue(full.isTruthy ? full : intent)))
    }
    if let text = user.text, !text.isEmpty {
      let entities = user.adding(mark?.addedEntities ?? []).entities
      members.append(YAMLMember("user", .literal(try AnnotatedMessage.text(text, intent: user.intentName, entities: entities))))
    }
    return members
  }
}
