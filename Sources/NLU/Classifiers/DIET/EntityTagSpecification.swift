import JSON
package import ModelFormat

/// The tags that a model knows for one attribute of entities.
package struct EntityTagSpecification: Sendable {
  /// What the tags tell of an entity. Rasa trains and runs them in this order.
  package enum Attribute: String, Sendable, CaseIterable {
    case entity
    case role
    case group
  }

  package let attribute: Attribute
  /// The tags by their number; number 0 is `O`.
  package let tags: [String]

  /// Reads `entity_tag_specs.json`, in the order of the file.
  /// - Throws: `ModelFormatError.malformed` when the numbers have gaps or an attribute is unknown.
  package static func read(_ file: String, of node: GraphNode, from model: ModelReader) throws(ModelFormatError) -> [EntityTagSpecification]
  {
    let name = model.name(of: file, of: node)
    guard let entries = try model.json(file, of: node).array else { throw .malformed(file: name, reason: "it is not a list") }
    var specifications: [EntityTagSpecification] = []
    for entry in entries {
      guard let attribute = entry["tag_name"]?.string.flatMap(Attribute.init(rawValue:)), let byNumber = entry["ids_to_tags"]?.object
      else { throw .malformed(file: name, reason: "an entry has no attribute or no tags") }
      let count = entry["num_tags"]?.integer ?? byNumber.count
      guard count == byNumber.count else { throw .malformed(file: name, reason: "\(attribute) has not as many tags as it says") }
      if count == 0 { continue }
      var tags: [String] = []
      for number in 0..<count {
        guard let tag = byNumber[String(number)]?.string else { throw .malformed(file: name, reason: "\(attribute) lacks tag \(number)") }
        tags.append(tag)
      }
      specifications.append(EntityTagSpecification(attribute: attribute, tags: tags))
    }
    return specifications
  }
}
