public import JSON

/// Something that an extractor found in a message. The JSON keys are Rasa's.
public struct Entity: Sendable, Equatable {
  /// The entity's type, such as `city`.
  public var entity: String
  /// The first code point, counted from the start of the message.
  public var start: Int
  /// One past the last code point.
  public var end: Int
  public var value: JSONValue
  public var role: String?
  public var group: String?
  /// Confidences, 0 to 1; `nil` for an extractor that has none.
  public var confidenceEntity: Double?
  public var confidenceRole: Double?
  public var confidenceGroup: Double?
  /// The class of the extractor, such as `DIETClassifier`.
  public var extractor: String?
  /// The classes of the components that changed the value, in their order.
  public var processors: [String] = []
  /// What only Duckling says of an entity.
  public var duckling: DucklingDetails?

  /// What Duckling says beside the value.
  public struct DucklingDetails: Sendable, Equatable {
    /// The words that it found; `null` when it does not name them.
    public let text: JSONValue
    /// The whole of what it makes of them: grain, unit, alternatives.
    public let additionalInfo: JSONValue
  }

  public init(entity: String, start: Int, end: Int, value: JSONValue, extractor: String? = nil) {
    self.entity = entity
    self.start = start
    self.end = end
    self.value = value
    self.extractor = extractor
  }
}

extension Entity {
  /// Writes the entity as Rasa does: absent attributes have no key.
  public func write(into json: inout JSONWriter) {
    json.object { json in
      if let duckling { write(duckling, into: &json) } else { writeMembers(into: &json) }
      if let extractor { json.member("extractor", extractor) }
      if !processors.isEmpty {
        json.key("processors")
        json.array { json in for processor in processors { json.value(processor) } }
      }
    }
  }

  private func writeMembers(into json: inout JSONWriter) {
    json.member("entity", entity)
    json.member("start", start)
    json.member("end", end)
    if let confidenceEntity { json.member("confidence_entity", confidenceEntity) }
    if let role { json.member("role", role) }
    if let confidenceRole { json.member("confidence_role", confidenceRole) }
    if let group { json.member("group", group) }
    if let confidenceGroup { json.member("confidence_group", confidenceGroup) }
    json.member("value", value)
  }

  private func write(_ duckling: DucklingDetails, into json: inout JSONWriter) {
    json.member("start", start)
    json.member("end", end)
    json.member("text", duckling.text)
    json.member("value", value)
    json.member("confidence", 1.0)
    json.member("additional_info", duckling.additionalInfo)
    json.member("entity", entity)
  }
}
