internal import Dialogue
internal import JSON

/// Something that is wrong with a value, as Python's `jsonschema` tells it.
struct SchemaViolation {
  let keyword: String
  let instance: JSONValue
  let schema: JSONValue
  let message: () -> String
  /// Of `oneOf`: what is wrong with the value by each of its schemas.
  let context: () -> [SchemaViolation]
  /// Where the value stands, as keys and indices.
  private(set) var path: [JSONValue] = []
  /// Where the schema stands, without the keyword.
  private(set) var schemaPath: [JSONValue] = []

  init(
    keyword: String, instance: JSONValue, schema: JSONValue, message: @escaping () -> String,
    context: @escaping () -> [SchemaViolation]
  ) {
    self.keyword = keyword
    self.instance = instance
    self.schema = schema
    self.message = message
    self.context = context
  }

  /// The same, seen from further out.
  func inside(path: JSONValue, schemaPath: [JSONValue]) -> SchemaViolation {
    var violation = self
    violation.path.insert(path, at: 0)
    violation.schemaPath.insert(contentsOf: schemaPath, at: 0)
    return violation
  }

  /// The same, seen from the schema that has this one among its alternatives.
  func behind(schemaPath: JSONValue) -> SchemaViolation {
    var violation = self
    violation.schemaPath.insert(schemaPath, at: 0)
    return violation
  }

  /// How much it says of what is wrong: what stands further out says more, `oneOf` less than others, and a wrong type most.
  private var relevance: [Int] {
    let types = schema["type"].map { $0.array ?? [$0] } ?? []
    let hasType = types.contains { JSONSchema.isType($0.string ?? "", instance) }
    return [-path.count, keyword == "oneOf" ? 0 : 1, hasType ? 0 : 1]
  }

  /// Whether it says more than another one.
  func isMoreRelevant(than other: SchemaViolation) -> Bool { other.relevance.lexicographicallyPrecedes(relevance) }

  /// What lies at the bottom of it: of the alternatives that all failed, the one that came furthest, if that is one.
  var cause: SchemaViolation {
    var best = self
    while true {
      let context = best.context()
      guard var deepest = context.first else { return best }
      for other in context.dropFirst() where deepest.isMoreRelevant(than: other) { deepest = other }
      guard context.filter({ $0.relevance == deepest.relevance }).count == 1 else { return best }
      best = deepest
    }
  }

  /// More bytes than that are quoted of nothing: a value may be as large as a request.
  private static let quotedBytes = 64 << 10

  /// `str(error)`.
  var text: String {
    """
    \(message().cut(toBytes: Self.quotedBytes))

    Failed validating \(PythonFormat.representation(of: .string(keyword))) in \(Self.index("schema", schemaPath)):
        \(Self.printed(schema))

    On \(Self.index("instance", path).cut(toBytes: Self.quotedBytes)):
        \(Self.printed(instance))
    """
  }

  private static func index(_ name: String, _ path: [JSONValue]) -> String {
    path.isEmpty ? name : name + "[" + path.map { PythonFormat.representation(of: $0) }.joined(separator: "][") + "]"
  }

  private static func printed(_ value: JSONValue) -> String {
    PythonPrettyPrint.text(of: value, width: 72, maximumBytes: quotedBytes).split(separator: "\n", omittingEmptySubsequences: false).joined(
      separator: "\n    ")
  }
}

extension String {
  /// The beginning, with three dots where something is left out.
  func cut(toBytes limit: Int) -> String {
    guard utf8.count > limit else { return self }
    var end = utf8.index(startIndex, offsetBy: limit)
    while end.samePosition(in: unicodeScalars) == nil { end = utf8.index(before: end) }
    return self[..<end] + "..."
  }
}
