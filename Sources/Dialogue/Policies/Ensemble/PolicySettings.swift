import JSON
import ModelFormat

/// What a policy's node says of how it is to be run.
struct PolicySettings {
  private let config: JSONObject
  private let node: String

  init(_ node: GraphNode) {
    config = node.config
    self.node = node.name
  }

  func flag(_ key: String, default value: Bool) -> Bool { config[key]?.isTruthy ?? value }

  func number(_ key: String, default value: Double) throws(ModelFormatError) -> Double {
    guard let json = config[key] else { return value }
    guard let number = json.double else { throw wrong(key, json) }
    return number
  }

  func text(_ key: String, default value: String) throws(ModelFormatError) -> String {
    guard let json = config[key] else { return value }
    guard let text = json.string else { throw wrong(key, json) }
    return text
  }

  func priority(default value: Int) throws(ModelFormatError) -> Int {
    guard let json = config["priority"] else { return value }
    guard let number = json.integer else { throw wrong("priority", json) }
    return number
  }

  /// How many turns a policy looks back; `nil` for all.
  func maximumHistory() throws(ModelFormatError) -> Int? {
    guard let json = config["max_history"], !json.isNull else { return nil }
    guard let number = json.integer, number >= 0 else { throw wrong("max_history", json) }
    return number == 0 ? nil : number
  }

  private func wrong(_ key: String, _ json: JSONValue) -> ModelFormatError {
    .malformed(file: ModelMetadata.fileName, reason: "\(key) of \(node) is \(json.jsonText)")
  }
}
