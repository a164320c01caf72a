import JSON

/// The intents and entities that a message may name.
struct DomainNames: Sendable {
  /// Compared code point by code point: an accented letter and its decomposed form are two.
  let intents: ByteVocabulary
  let entities: ByteVocabulary

  /// The intents that every domain has.
  static let defaultIntents = ["restart", "back", "out_of_scope", "session_start", "nlu_fallback"]

  /// - Parameter domain: a domain as training stored it. Of a retrieval intent it has the name without a response's key.
  init(domain: JSONValue) {
    intents = Self.vocabulary(Self.names(domain["intents"]) + Self.defaultIntents)
    entities = Self.vocabulary(Self.names(domain["entities"]))
  }

  private static func vocabulary(_ names: [String]) -> ByteVocabulary { ByteVocabulary(names.map { ($0, 0) }) }

  /// An entry is a name, or an object with the name as its key and the properties as its value.
  private static func names(_ section: JSONValue?) -> [String] {
    (section?.array ?? []).flatMap { entry in entry.string.map { [$0] } ?? entry.object?.keys ?? [] }
  }
}
