import JSON

/// Makes tests of the nodes of their file; every error names its place.
struct AcceptanceTestReader {
  private let file: String
  private var messages = 0

  init(file: String) { self.file = file }

  mutating func tests(_ root: YAMLNode?) throws(ConfigurationError) -> [AcceptanceTest] {
    guard let root else { throw invalid(YAMLPosition(line: 1, column: 1), "the file", "must have tests") }
    let members = try mapping(root, "the file", of: ["tests"])
    guard let list = members["tests"] else { throw invalid(root.position, "the file", "must have tests") }
    var tests: [AcceptanceTest] = []
    for element in try elements(list, "tests") { tests.append(try test(element)) }
    return tests
  }

  private mutating func test(_ node: YAMLNode) throws(ConfigurationError) -> AcceptanceTest {
    let steps: [AcceptanceStep]
    if let conversation = node["conversation"] {
      _ = try mapping(node, "a test with a conversation", of: ["conversation"])
      var all: [AcceptanceStep] = []
      for element in try elements(conversation, "conversation") { all.append(try step(element)) }
      steps = all
    } else {
      steps = [try step(node)]
    }
    guard steps.contains(where: \.expectsSomething) else {
      throw invalid(node.position, "the test", "must expect an intent, entities or replies")
    }
    return AcceptanceTest(steps: steps, position: node.position)
  }

  private mutating func step(_ node: YAMLNode) throws(ConfigurationError) -> AcceptanceStep {
    let members = try mapping(node, "a test", of: ["message", "intent", "minimum_confidence", "entities", "replies"])
    guard let message = members["message"] else { throw invalid(node.position, "a test", "must have a message") }
    messages += 1
    guard messages <= AcceptanceTests.maximumMessages else {
      throw invalid(node.position, "the file", "must not have more than \(AcceptanceTests.maximumMessages) messages")
    }
    let intent = try optional(members["intent"], "intent") { node, key throws(ConfigurationError) in try text(node, key) }
    let confidence = try optional(members["minimum_confidence"], "minimum_confidence", confidence)
    if intent == nil, confidence != nil { throw invalid(node.position, "minimum_confidence", "needs an intent") }
    return AcceptanceStep(
      message: try text(message, "message"), intent: intent, minimumConfidence: confidence,
      entities: try optional(members["entities"], "entities", entities), replies: try optional(members["replies"], "replies", replies),
      position: node.position)
  }

  private func confidence(_ node: YAMLNode, _ key: String) throws(ConfigurationError) -> Double {
    guard let number = node.jsonValue.double, 0...1 ~= number else { throw invalid(node.position, key, "must be a number from 0 to 1") }
    return number
  }

  private func entities(_ node: YAMLNode, _ key: String) throws(ConfigurationError) -> [ExpectedEntity] {
    var entities: [ExpectedEntity] = []
    for element in try list(node, key) {
      let members = try mapping(element, "an entity", of: ["entity", "value", "role", "group"])
      guard let name = members["entity"] else { throw invalid(element.position, "an entity", "must have its name as entity") }
      let value = members["value"].map { node in
        if case .scalar(let scalar) = node {
          ExpectedEntity.Value(text: scalar.text, json: scalar.jsonValue)
        } else {
          ExpectedEntity.Value(text: nil, json: node.jsonValue)
        }
      }
      let read = { (node: YAMLNode, key: String) throws(ConfigurationError) in try text(node, key) }
      entities.append(
        ExpectedEntity(
          entity: try text(name, "entity"), value: value, role: try optional(members["role"], "role", read),
          group: try optional(members["group"], "group", read)))
    }
    return entities
  }

  private func replies(_ node: YAMLNode, _ key: String) throws(ConfigurationError) -> [[String?]] {
    var replies: [[String?]] = []
    for element in try list(node, key) {
      guard case .sequence = element else {
        replies.append([try reply(element)])
        continue
      }
      var variations: [String?] = []
      for variation in try elements(element, "a reply's variations") { variations.append(try reply(variation)) }
      replies.append(variations)
    }
    return replies
  }

  private func reply(_ node: YAMLNode) throws(ConfigurationError) -> String? {
    if case .scalar(let scalar) = node, scalar.jsonValue.isNull { return nil }
    return try text(node, "a reply")
  }
}

extension AcceptanceTestReader {
  private func invalid(_ position: YAMLPosition, _ key: String, _ reason: String) -> ConfigurationError {
    .invalid(file: file, position: position, key: key, reason: reason)
  }

  /// The members of a mapping that has no others than these.
  private func mapping(_ node: YAMLNode, _ what: String, of keys: [String]) throws(ConfigurationError) -> [String: YAMLNode] {
    guard case .mapping(let members, _) = node else { throw invalid(node.position, what, "must be a mapping") }
    var result: [String: YAMLNode] = [:]
    for member in members {
      guard keys.contains(member.key.text) else {
        throw invalid(member.key.position, what, "must not have the key \(member.key.text.prefix(100))")
      }
      result[member.key.text] = member.value
    }
    return result
  }

  private func list(_ node: YAMLNode, _ key: String) throws(ConfigurationError) -> [YAMLNode] {
    guard case .sequence(let elements, _) = node else { throw invalid(node.position, key, "must be a list") }
    return elements
  }

  /// The elements of a list that has some.
  private func elements(_ node: YAMLNode, _ key: String) throws(ConfigurationError) -> [YAMLNode] {
    let elements = try list(node, key)
    guard !elements.isEmpty else { throw invalid(node.position, key, "must not be empty") }
    return elements
  }

  /// A text; a number and the like count as they were written.
  private func text(_ node: YAMLNode, _ key: String) throws(ConfigurationError) -> String {
    guard case .scalar(let scalar) = node, !scalar.jsonValue.isNull, !scalar.text.isEmpty else {
      throw invalid(node.position, key, "must be a text")
    }
    guard scalar.text.utf8.count <= AcceptanceTests.maximumTextBytes else {
      throw invalid(node.position, key, "must not be longer than \(AcceptanceTests.maximumTextBytes) bytes")
    }
    return scalar.text
  }

  private func optional<Value>(
    _ node: YAMLNode?, _ key: String, _ read: (YAMLNode, String) throws(ConfigurationError) -> Value
  ) throws(ConfigurationError) -> Value? {
    guard let node else { return nil }
    return try read(node, key)
  }
}
