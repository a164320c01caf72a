import JSON
public import ModelFormat

/// Gives entities the value that the training data has for their synonyms, whichever case these are in.
///
/// Without synonyms it changes nothing.
public struct EntitySynonymMapper: NLUComponent {
  /// Values by synonyms in small letters.
  private let synonyms: [String: JSONValue]

  public static func load(_ node: GraphNode, from model: ModelReader) throws(ModelFormatError) -> EntitySynonymMapper {
    guard model.isTrained(node) else { return EntitySynonymMapper(synonyms: [:]) }
    let json = try model.json(file, of: node)
    guard let members = json.object else {
      throw .malformed(file: model.name(of: file, of: node), reason: "it holds \(json.kind) instead of an object")
    }
    var synonyms: [String: JSONValue] = [:]
    for (synonym, value) in members { synonyms[synonym] = value }
    return EntitySynonymMapper(synonyms: synonyms)
  }

  private static let file = "synonyms.json"

  public func process(_ message: inout Message) {
    guard !synonyms.isEmpty else { return }
    for index in message.entities.indices {
      guard let text = Self.text(of: message.entities[index].value), let value = synonyms[PythonText.lower(text)] else { continue }
      message.entities[index].value = value
      message.entities[index].processors.append("EntitySynonymMapper")
    }
  }

  /// The value as Python's `str` writes it; `nil` for lists and objects, whose texts nobody has as a synonym.
  private static func text(of value: JSONValue) -> String? {
    switch value {
    case .string(let text): text
    case .integer(let number): String(number)
    case .number(let number): String(number)
    case .bool(let value): value ? "True" : "False"
    case .null: "None"
    case .array, .object: nil
    }
  }
}
