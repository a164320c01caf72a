import JSON

extension ConversationState {
  /// Changes what an event changes. Events that take others back do not come here: what they leave is played again.
  /// - Parameters:
  ///   - number: of the event in the conversation.
  ///   - message: the user's last message.
  ///   - marks: what later events say of messages, by the number of the event.
  mutating func apply(_ event: Event, number: Int, domain: Domain, message: UserUttered?, marks: inout [Int: MessageMark]) {
    switch event.kind {
    case .user:
      latestMessage = number
      followupAction = nil
    case .action(let action):
      latestAction = action.action
      if let loop = activeLoop, loop.name != shouldNotBeSet {
        activeLoop?.isInterrupted = false
        if action.action.isNamed(loop.name) { activeLoop?.isRejected = false }
      }
      followupAction = nil
    case .rejection(let rejection):
      if let loop = activeLoop, loop.name != shouldNotBeSet, loop.name == rejection.action { activeLoop?.isRejected = true }
    case .slot(let name, let value):
      if let slot = domain.slotNumber(Name(name)) { slots[slot] = domain.slots[slot].stored(value) }
    case .activeLoop(let name):
      activeLoop = name.map { TrackerActiveLoop(name: $0, triggerMessage: (message ?? .empty).parseData) }
    case .loopInterrupted(let isInterrupted): activeLoop?.isInterrupted = isInterrupted
    case .followup(let action): followupAction = action
    case .featurization(let usesText):
      guard let latestMessage, hasJustListened else { return }
      marks[latestMessage, default: MessageMark()].usesText = usesText
      marks[latestMessage]?.isDefined = true
    case .entities(let entities):
      guard let latestMessage, hasJustListened else { return }
      var mark = marks[latestMessage] ?? MessageMark(usesText: message?.initialFeaturization)
      for entity in entities where !((message?.entities.contains(entity) ?? false) || mark.addedEntities.contains(entity)) {
        mark.addedEntities.append(entity)
      }
      marks[latestMessage] = mark
    case .restart:
      self = ConversationState(domain)
      followupAction = DefaultAction.sessionStart
    case .sessionStarted: self = ConversationState(domain)
    case .resetSlots: slots = domain.slots.map(\.initialValue)
    case .pause: isPaused = true
    case .resume: isPaused = false
    case .bot, .agent, .reminder, .cancelReminder, .export, .rewind, .undo: break
    }
  }

  /// Whether the bot's last action was to wait for the user: only then does anything belong to the user's last message.
  private var hasJustListened: Bool { latestAction?.nameOrText == Name(DefaultAction.listen) }
}
