public import JSON

/// One way in which a message fills a slot.
public struct SlotMapping: Sendable {
  public enum Kind: String, Sendable {
    case fromEntity = "from_entity"
    case fromIntent = "from_intent"
    case fromTriggerIntent = "from_trigger_intent"
    case fromText = "from_text"
    case custom
  }

  /// When a mapping counts.
  public struct Condition: Sendable {
    /// The form that has to be active; `nil` for none at all.
    public let activeLoop: String?
    /// The slot that the form has to be asking for; `nil` for any.
    public let requestedSlot: String?
  }

  public let kind: Kind
  public let entity: String?
  public let role: String?
  public let group: String?
  /// Only messages of these intents; empty for any.
  public let intents: [Name]
  /// No messages of these intents.
  public let notIntents: [Name]
  /// What an intent fills in.
  public let value: JSONValue
  /// The custom action that fills the slot.
  public let action: String?
  /// One of them has to hold, when there are any.
  public let conditions: [Condition]
  /// The mapping as the domain has it, by which mappings are compared.
  public let json: JSONObject

  init(_ json: JSONValue, slot: String) throws(DomainError) {
    let place = "slots.\(slot).mappings"
    guard let object = json.object else { throw DomainError(place, "holds \(json.kind) instead of an object") }
    guard let kind = object["type"]?.string.flatMap(Kind.init(rawValue:)) else {
      throw DomainError(place, "has a mapping of an unknown type, \(object["type"]?.jsonText ?? "without a name")")
    }
    self.json = object
    self.kind = kind
    entity = object["entity"]?.string
    role = object["role"]?.string
    group = object["group"]?.string
    intents = Self.names(object["intent"])
    notIntents = Self.names(object["not_intent"])
    value = object["value"] ?? .null
    action = object["action"]?.string
    conditions = (object["conditions"]?.array ?? []).map {
      Condition(activeLoop: $0["active_loop"]?.string, requestedSlot: $0["requested_slot"]?.string)
    }
    if kind == .fromEntity, entity == nil { throw DomainError(place, "has a from_entity mapping without an entity") }
    if kind == .fromIntent || kind == .fromTriggerIntent, value.isNull {
      throw DomainError(place, "has a \(kind.rawValue) mapping without a value")
    }
  }

  /// One name or a list of them.
  static func names(_ json: JSONValue?) -> [Name] {
    guard let json else { return [] }
    return (json.array ?? [json]).compactMap { $0.string.map { Name($0) } }
  }
}
