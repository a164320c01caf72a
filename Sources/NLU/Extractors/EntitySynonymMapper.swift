import JSON
public import ModelFormat

/// Gives entities the value that the training data has for their synonyms, whichever case these are in.
///
/// Without synonyms it changes nothing.
public struct EntitySynonymMapper: NLUComponent {
  /// Synonyms in small letters, with their positions in `values`. They are compared code point by code point.
  private let synonyms: ByteVocabulary
  private let values: [JSONValue]

  public static func load(_ node: GraphNode, from model: ModelReader) throws(ModelFormatError) -> EntitySynonymMapper {
    guard model.isTrained(node) else { return EntitySynonymMapper([]) }
    let json = try model.json(file, of: node)
    guard let members = json.object else {
      throw .malformed(file: model.name(of: file, of: node), reason: "it holds \(json.kind) instead of an object")
    }
    return EntitySynonymMapper(members.members)
  }

  private init(_ members: [(key: String, value: JSONValue)]) {
    synonyms = ByteVocabulary(members.enumerated().map { ($1.key, Int32(truncatingIfNeeded: $0)) })
    values = members.map(\.value)
  }

  private static let file = "synonyms.json"

  public func process(_ message: inout Message) {
    guard !values.isEmpty else { return }
    for index in message.entities.indices {
      guard let text = Self.text(of: message.entities[index].value), let position = position(of: text) else { continue }
      message.entities[index].value = values[position]
      message.entities[index].processors.append("EntitySynonymMapper")
    }
  }

  private func position(of text: String) -> Int? {
    Array(PythonText.lower(text).utf8).withUnsafeBufferPointer { synonyms.value(of: $0) }.map(Int.init)
  }

  /// The value as Python's `str` writes it; `nil` for lists and objects, whose texts nobody has as a synonym.
  private static func text(of value: JSONValue) -> String? {
    switch value {
    case .string(let text): text
    case .integer(let number): String(number)
    case .largeInteger(let digits): digits
    case .number(let number): String(number)
    case .bool(let value): value ? "True" : "False"
    case .null: "None"
    case .array, .object: nil
    }
  }
}
