import JSON

/// Typed access to the members of an endpoint's description. A member that is null counts as absent, as in Rasa.
struct EndpointReader {
  let members: JSONObject
  let path: [String]

  /// - Throws: when `json` is no object.
  init(_ json: JSONValue, path: [String] = []) throws(EndpointError) {
    guard let members = json.object else { throw EndpointError(path, "must be a mapping, not \(json.kind)") }
    self.members = members
    self.path = path
  }

  /// A member, unless it is absent or null.
  func value(_ key: String) -> JSONValue? {
    members[key].flatMap { $0.isNull ? nil : $0 }
  }

  /// A text. A number counts as its digits, since `token: 12345` needs no quotes.
  func text(_ key: String) throws(EndpointError) -> String? {
    guard let value = value(key) else { return nil }
    return try Self.text(value, path: path + [key])
  }

  /// A mapping of names to texts, in its order. A list gives its name several times where `allowingLists` says so.
  func texts(_ key: String, allowingLists: Bool = false) throws(EndpointError) -> [(name: String, value: String)] {
    guard let value = value(key) else { return [] }
    var texts: [(name: String, value: String)] = []
    for (name, value) in try EndpointReader(value, path: path + [key]).members {
      let path = path + [key, name]
      guard allowingLists, let elements = value.array else {
        texts.append((name, try Self.text(value, path: path)))
        continue
      }
      for (index, element) in elements.enumerated() { texts.append((name, try Self.text(element, path: path + ["\(index)"]))) }
    }
    return texts
  }

  /// A nested mapping; absent when it has no members.
  func nested(_ key: String) throws(EndpointError) -> EndpointReader? {
    guard let value = value(key) else { return nil }
    let reader = try EndpointReader(value, path: path + [key])
    return reader.members.isEmpty ? nil : reader
  }

  private static func text(_ value: JSONValue, path: [String]) throws(EndpointError) -> String {
    switch value {
    case .string(let text): text
    case .integer, .largeInteger, .number: value.jsonText
    default: throw EndpointError(path, "must be text, not \(value.kind)")
    }
  }
}
