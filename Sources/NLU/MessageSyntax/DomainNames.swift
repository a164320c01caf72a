import JSON

/// The intents and entities that a message may name.
struct DomainNames: Sendable {
  let intents: Set<String>
  let entities: Set<String>

  /// The intents that every domain has.
  static let defaultIntents: Set<String> = ["restart", "back", "out_of_scope", "session_start", "nlu_fallback"]

  /// - Parameter domain: a domain as training stored it. Of a retrieval intent it has the name without a response's key.
  init(domain: JSONValue) {
    intents = Self.names(domain["intents"]).union(Self.defaultIntents)
    entities = Self.names(domain["entities"])
  }

  /// An entry is a name, or an object with the name as its key and the properties as its value.
  private static func names(_ section: JSONValue?) -> Set<String> {
    var names: Set<String> = []
    for entry in section?.array ?? [] {
      if let name = entry.string { names.insert(name) }
      names.formUnion(entry.object?.keys ?? [])
    }
    return names
  }
}
