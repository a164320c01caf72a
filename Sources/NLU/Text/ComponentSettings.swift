package import JSON
package import ModelFormat

/// A component's settings, read strictly: an absent one has its default, one of the wrong kind is an error that names it.
package struct ComponentSettings {
  private let node: GraphNode

  package init(_ node: GraphNode) { self.node = node }

  /// A setting as it stands, `nil` when it is absent or `null`.
  package func value(_ name: String) -> JSONValue? {
    guard let value = node.config[name], !value.isNull else { return nil }
    return value
  }

  package func bool(_ name: String, default: Bool) throws(ModelFormatError) -> Bool {
    guard let value = node.config[name] else { return `default` }
    if value.isNull { return false }
    guard let bool = value.bool else { throw wrong(name, "true or false", value) }
    return bool
  }

  package func integer(_ name: String, default: Int) throws(ModelFormatError) -> Int {
    guard let value = node.config[name] else { return `default` }
    guard case .integer(let integer) = value else { throw wrong(name, "a whole number", value) }
    return integer
  }

  package func number(_ name: String, default: Double) throws(ModelFormatError) -> Double {
    guard let value = node.config[name] else { return `default` }
    guard let number = value.double else { throw wrong(name, "a number", value) }
    return number
  }

  package func string(_ name: String) throws(ModelFormatError) -> String? {
    guard let value = value(name) else { return nil }
    guard let string = value.string else { throw wrong(name, "a text", value) }
    return string
  }

  /// A list of texts; `null` is an empty one.
  package func strings(_ name: String) throws(ModelFormatError) -> [String] {
    guard let value = value(name) else { return [] }
    guard let elements = value.array else { throw wrong(name, "a list of texts", value) }
    let strings = elements.compactMap(\.string)
    guard strings.count == elements.count else { throw error(name, "must be a list of texts and nothing else") }
    return strings
  }

  /// The name by which a classifier's `featurizers` option selects this featurizer.
  package func featurizerName() throws(ModelFormatError) -> String {
    guard let alias = try string("alias"), !alias.isEmpty else { return node.name }
    return alias
  }

  /// The error that a setting cannot be used: `reason` follows the setting's name.
  package func error(_ name: String, _ reason: String) -> ModelFormatError {
    .malformedGraph(reason: "the setting \(name) of \(node.className) (\(node.name)) \(reason)")
  }

  private func wrong(_ name: String, _ expected: String, _ found: JSONValue) -> ModelFormatError {
    error(name, "must be \(expected), not \(found.kind)")
  }
}
