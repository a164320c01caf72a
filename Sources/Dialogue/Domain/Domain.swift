public import JSON

/// Everything that a bot knows to say, do, understand and remember, as it was when its model was trained.
///
/// Never changes, so any number of conversations share it.
public final class Domain: Sendable {
  /// The domain as the model carries it, which `GET /domain` and action servers get.
  public let json: JSONObject
  /// The same as text, written once.
  public let jsonText: [UInt8]

  /// All slots, those that the domain does not name at the end.
  public let slots: [Slot]
  private let slotNumbers: [Name: Int]

  /// Every action in the order of its number: default, custom, responses, forms, end-to-end texts.
  public let actions: [Name]
  private let actionNumbers: [Name: Int]
  /// Custom actions and responses, as the domain names them.
  public let userActions: Set<Name>
  /// What end-to-end stories let the bot say.
  public let actionTexts: Set<Name>
  /// Custom actions that are sent the domain even where others are not.
  public let actionsNeedingDomain: Set<Name>

  public let forms: [Form]
  private let formNumbers: [Name: Int]
  /// The variations of each response.
  public let responses: JSONObject
  /// The intents that are answered by a response selector.
  public let retrievalIntents: Set<Name>
  /// Every intent, the default ones included.
  public let intents: Set<Name>
  public let entities: Set<Name>
  /// The entities that predictions see beside each intent.
  private let usedEntities: [Name: Set<Name>]
  public let session: SessionConfiguration

  /// - Parameter json: `domain` of the model's metadata.
  /// - Throws: `DomainError`, naming the place.
  public init(_ json: JSONValue) throws(DomainError) {
    let object = json.object ?? JSONObject()
    self.json = object
    jsonText = Array(JSONValue.object(object).jsonText.utf8)
    responses = object["responses"]?.object ?? JSONObject()
    session = SessionConfiguration(object["session_config"])
    let custom = CustomActions(object["actions"])
    let texts = (object["e2e_actions"]?.array ?? []).compactMap { $0.string.map { Name($0) } }
    let formNames = (object["forms"]?.object?.keys ?? []).map { Name($0) }
    let userActions = custom.names + responses.keys.map { Name($0) }.sorted().filter { !custom.names.contains($0) }
    let defaults = DefaultAction.all.map { Name($0) }
    let actions =
      defaults + userActions.filter { !defaults.contains($0) } + formNames.filter { !custom.names.contains($0) } + texts
    actionNumbers = try Self.numbers(actions, "actions")
    self.actions = actions
    self.userActions = Set(userActions)
    actionTexts = Set(texts)
    actionsNeedingDomain = custom.needingDomain

    var slots: [Slot] = []
    for (name, slot) in object["slots"]?.object ?? JSONObject() { slots.append(try Slot(name: name, json: slot)) }
    var forms: [Form] = []
    for (name, form) in object["forms"]?.object ?? JSONObject() { forms.append(try Form(name: name, json: form, slots: slots)) }
    slots += Self.defaultSlots(beside: slots, hasForms: !forms.isEmpty, actions: actions)
    slotNumbers = try Self.numbers(slots.map(\.name), "slots")
    formNumbers = try Self.numbers(forms.map(\.name), "forms")
    self.slots = slots
    self.forms = forms

    let labels = try EntityLabels(object["entities"])
    entities = Set(labels.entities)
    let intents = try Self.intents(object["intents"])
    self.intents = Set(intents.map(\.name))
    retrievalIntents = Set(intents.filter { $0.properties?["is_retrieval_intent"]?.isTruthy ?? false }.map(\.name))
    usedEntities = Dictionary(intents.map { ($0.name, labels.used(by: $0.properties)) }) { $1 }
  }

  /// The number of a slot, by which trackers keep its value.
  public func slotNumber(_ name: Name) -> Int? { slotNumbers[name] }

  /// The number of an action, by which policies know it.
  public func actionNumber(_ name: Name) -> Int? { actionNumbers[name] }

  public func form(_ name: Name) -> Form? { formNumbers[name].map { forms[$0] } }

  /// Whether predictions see that entity, which may carry a role or group, beside an intent.
  func isUsed(_ entity: Name, besides intent: Name?) -> Bool { intent.flatMap { usedEntities[$0] }?.contains(entity) ?? true }

  /// Whether `name` is one of the domain's actions, responses or forms, even if it bears the name of a default action.
  public func isUserActionOrForm(_ name: Name) -> Bool { userActions.contains(name) || formNumbers[name] != nil }
}

extension Domain {
  /// The custom actions: names, or objects with settings by name.
  private struct CustomActions {
    var names: [Name] = []
    var needingDomain: Set<Name> = []

    init(_ json: JSONValue?) {
      for entry in json?.array ?? [] {
        if let name = entry.string {
          names.append(Name(name))
          if name.hasPrefix("validate_") { needingDomain.insert(Name(name)) }
        }
        for (name, settings) in entry.object ?? JSONObject() {
          names.append(Name(name))
          if settings["send_domain"]?.isTruthy ?? false { needingDomain.insert(Name(name)) }
        }
      }
    }
  }

  private static func defaultSlots(beside slots: [Slot], hasForms: Bool, actions: [Name]) -> [Slot] {
    var names = hasForms ? [DefaultSlot.requested] : []
    if actions.contains(Name(DefaultAction.queryKnowledgeBase)) { names += DefaultSlot.knowledgeBase }
    var added = names.filter { name in !slots.contains { $0.name == Name(name) } }.map { Slot(name: $0, kind: .text) }
    added.append(Slot(name: DefaultSlot.sessionStartMetadata, kind: .any))
    return added
  }

  private static func intents(_ json: JSONValue?) throws(DomainError) -> [(name: Name, properties: JSONValue?)] {
    var intents: [(name: Name, properties: JSONValue?)] = []
    for entry in json?.array ?? [] {
      if let name = entry.string {
        intents.append((Name(name), nil))
      } else if let (name, properties) = entry.object?.members.first {
        intents.append((Name(name), properties))
      } else {
        throw DomainError("intents", "holds \(entry.kind)")
      }
    }
    for name in DefaultIntent.all where !intents.contains(where: { $0.name == Name(name) }) { intents.append((Name(name), nil)) }
    return intents
  }

  private static func numbers(_ names: [Name], _ kind: String) throws(DomainError) -> [Name: Int] {
    var numbers: [Name: Int] = [:]
    for (number, name) in names.enumerated() {
      guard numbers.updateValue(number, forKey: name) == nil else { throw DomainError(kind, "has \(name) twice") }
    }
    return numbers
  }
}
