import JSON

/// Joins tagged words into entities.
package struct EntityAssembly {
  /// One attribute's tags and confidences, an entry per token.
  package struct Tags {
    let tags: [EntityTag]
    let confidences: [Double]

    package init(tags: [EntityTag], confidences: [Double]) {
      self.tags = tags
      self.confidences = confidences
    }
  }

  let message: Message
  let splitting: EntitySplitting
  /// Attributes of which no word has a tag other than `O` are absent.
  let tags: [EntityTagSpecification.Attribute: Tags]

  package init(message: Message, splitting: EntitySplitting, tags: [EntityTagSpecification.Attribute: Tags]) {
    self.message = message
    self.splitting = splitting
    self.tags = tags
  }

  private func name(_ attribute: EntityTagSpecification.Attribute, _ token: Int) -> String {
    tags[attribute]?.tags[token].name ?? EntityTag.outside.name
  }

  /// The entities in the order of the text, without an extractor's name.
  package func entities() -> [Entity] {
    var entities: [Entity] = []
    guard let words = message.tokens, let types = tags[.entity]?.tags else { return [] }
    var last = (type: EntityTag.outside, role: EntityTag.outside.name, group: EntityTag.outside.name, end: -1)
    for (index, word) in words.enumerated() {
      let type = types[index]
      guard type != .outside else {
        last.type = .outside
        last.end = word.end
        continue
      }
      let role = name(.role, index)
      let group = name(.group, index)
      let isNew = begins(type, after: last.type) || role != last.role || group != last.group
      if isNew || entities.isEmpty || !continues(word, after: last.end, type: type.name) {
        entities.append(entity(at: index, word, type: type.name, role: role, group: group))
      } else {
        extend(&entities[entities.count - 1], to: word, at: index)
      }
      last = (type, role, group, word.end)
    }
    for index in entities.indices { entities[index].value = .string(text(of: entities[index])) }
    return entities
  }

  private func begins(_ type: EntityTag, after last: EntityTag) -> Bool {
    switch type.place {
    case nil: last != type
    case .unit: true
    case .beginning: last != type
    case .inside, .last: last == .outside
    }
  }

  /// Whether a word of the same type belongs to the entity before it: directly behind it, or up to three characters away
  /// where the type's entities may span punctuation.
  private func continues(_ word: Token, after end: Int, type: String) -> Bool {
    word.start - end <= 1 || (word.start - end <= 3 && !splitting.splits(type))
  }

  private func entity(at index: Int, _ word: Token, type: String, role: String, group: String) -> Entity {
    var entity = Entity(entity: type, start: word.start, end: word.end, value: .null)
    entity.confidenceEntity = tags[.entity]?.confidences[index]
    if tags[.role] != nil, role != EntityTag.outside.name {
      entity.role = role
      entity.confidenceRole = tags[.role]?.confidences[index]
    }
    if tags[.group] != nil, group != EntityTag.outside.name {
      entity.group = group
      entity.confidenceGroup = tags[.group]?.confidences[index]
    }
    return entity
  }

  /// An entity is as certain as its least certain word.
  private func extend(_ entity: inout Entity, to word: Token, at index: Int) {
    func lower(_ confidence: Double?, _ attribute: EntityTagSpecification.Attribute) -> Double? {
      guard let confidence, let other = tags[attribute]?.confidences[index] else { return confidence }
      return min(confidence, other)
    }
    entity.end = word.end
    entity.confidenceEntity = lower(entity.confidenceEntity, .entity)
    entity.confidenceRole = lower(entity.confidenceRole, .role)
    entity.confidenceGroup = lower(entity.confidenceGroup, .group)
  }

  private func text(of entity: Entity) -> String {
    guard let words = message.tokens, let first = words.first(where: { $0.start == entity.start }),
      let last = words.last(where: { $0.end == entity.end }), first.bytes.lowerBound <= last.bytes.upperBound
    else { return "" }
    return message.text(in: first.bytes.lowerBound..<last.bytes.upperBound)
  }
}
