import JSON

/// What policies see of a conversation at one point: the last message, the slots, the last action and the active loop.
public struct DialogueState: Sendable, Hashable {
  /// What they see of the user's last message.
  public struct User: Sendable, Hashable {
    public var intent: Name?
    public var text: Name?
    /// Sorted by code points; one with a role or group stands there in both ways, such as `city` and `city#from`.
    public var entities: [Name]

    public init(intent: Name? = nil, text: Name? = nil, entities: [Name] = []) {
      self.intent = intent
      self.text = text
      self.entities = entities
    }

    public var isEmpty: Bool { intent == nil && text == nil && entities.isEmpty }
  }

  /// What they see of a slot that is set.
  public struct SlotFeatures: Sendable, Hashable {
    public let slot: Name
    /// (dimensions of the slot); `nil` for a slot that must not be set, which only rules say.
    public let values: [Double]?

    public init(slot: Name, values: [Double]?) {
      self.slot = slot
      self.values = values
    }
  }

  /// `nil` when there is nothing to be seen of it.
  public var user: User?
  /// In the order of the domain.
  public var slots: [SlotFeatures]
  public var previousAction: ActionReference?
  /// The active loop; `should_not_be_set` in rules.
  public var activeLoop: Name?

  public init(user: User? = nil, slots: [SlotFeatures] = [], previousAction: ActionReference? = nil, activeLoop: Name? = nil) {
    self.user = user
    self.slots = slots
    self.previousAction = previousAction
    self.activeLoop = activeLoop
  }

  /// Whether nothing is seen.
  public var isEmpty: Bool { user == nil && slots.isEmpty && previousAction == nil && activeLoop == nil }
}

extension DialogueState {
  init(_ state: ConversationState, message: UserUttered?, mark: MessageMark?, domain: Domain) {
    user = message != nil || mark != nil ? User(message ?? .empty, mark: mark, domain: domain) : nil
    slots = []
    for (slot, value) in zip(domain.slots, state.slots) where slot.dimensions > 0 {
      if value == .string(shouldNotBeSet) {
        slots.append(SlotFeatures(slot: slot.name, values: nil))
        continue
      }
      let features = slot.features(of: value)
      if features.contains(where: { $0 != 0 }) { slots.append(SlotFeatures(slot: slot.name, values: features)) }
    }
    previousAction = state.latestAction
    activeLoop = state.activeLoop.map { Name($0.name) }
  }
}

extension DialogueState.User {
  /// `nil` for a message of which nothing is seen.
  init?(_ message: UserUttered, mark: MessageMark?, domain: Domain) {
    let usesText = mark.map(\.usesText) ?? message.initialFeaturization
    intent = usesText == true ? nil : message.intentName.map { Name($0) }
    text = usesText == false ? nil : message.text.flatMap { $0.isEmpty ? nil : Name($0) }
    entities = usesText == true ? [] : Self.labels(message.entities + (mark?.addedEntities ?? []), message.intentName, domain)
    if isEmpty { return nil }
  }

  private static func labels(_ entities: [JSONValue], _ intent: String?, _ domain: Domain) -> [Name] {
    guard !entities.isEmpty else { return [] }
    var labels: Set<Name> = []
    for entity in entities {
      guard let name = entity["entity"]?.string else { continue }
      labels.insert(Name(name))
      for part in [entity["role"], entity["group"]] {
        if let part { labels.insert(Name(name + EntityLabels.separator + PythonFormat.text(of: part))) }
      }
    }
    let intent = intent.map { Name($0) }
    return labels.filter { domain.isUsed($0, besides: intent) }.sorted()
  }
}
