package import JSON

/// An estimator of scikit-learn in a skops file: a zip file with a tree of its members (`schema.json`) and arrays of NumPy.
///
/// The tree is read as data. Nothing in it is called or imported, and only plain values and arrays of numbers or texts are let through,
/// whatever else the format can describe.
///
/// Source: the persistence format of skops 0.9, protocol 1.
package struct SkopsFile: Sendable {
  private let name: String
  private let members: JSONObject
  private let files: [String: [UInt8]]
  /// Where the estimator's class is defined, and its name.
  package let className: String

  /// Larger files are refused.
  package static let maximumBytes = 1 << 29

  /// Parses a whole file.
  /// - Throws: `CheckpointError.malformed`, saying what and where.
  package init(_ bytes: [UInt8], name: String) throws(CheckpointError) {
    files = try ZipArchive(bytes, name: name).members
    self.name = name
    guard let text = files["schema.json"] else { throw .malformed(file: name, reason: "it has no schema.json") }
    let schema: JSONValue
    do { schema = try JSONParser.parse(text) } catch { throw .malformed(file: name, reason: "schema.json: \(error)") }
    guard schema["protocol"]?.integer == 1 else { throw .malformed(file: name, reason: "its protocol is not 1") }
    guard schema["__loader__"]?.string == "ObjectNode", let module = schema["__module__"]?.string, let type = schema["__class__"]?.string
    else { throw .malformed(file: name, reason: "it does not hold an estimator") }
    className = "\(module).\(type)"
    guard let content = schema["content"], content["__loader__"]?.string == "DictNode", let members = content["content"]?.object else {
      throw .malformed(file: name, reason: "its estimator has no members")
    }
    self.members = members
  }

  /// A plain value: a number, a text, a boolean or `null`.
  /// - Throws: `CheckpointError.malformed` when the estimator has no such member.
  package func value(_ member: String) throws(CheckpointError) -> JSONValue {
    guard let node = members[member] else { throw missing(member) }
    guard node["__loader__"]?.string == "JsonNode", let text = node["content"]?.string else { throw wrong(member, "a plain value") }
    let value: JSONValue
    do { value = try JSONParser.parse(text) } catch { throw .malformed(file: name, reason: "the member \(member): \(error)") }
    switch value {
    case .array, .object: throw wrong(member, "a plain value")
    default: return value
    }
  }

  /// A finite number, whether Python or NumPy made it.
  /// - Throws: `CheckpointError.malformed` when the estimator has no such member.
  package func number(_ member: String) throws(CheckpointError) -> Double {
    if members[member]?["__loader__"]?.string == "NdArrayNode" {
      let values = try array(member).doubles()
      guard values.count == 1, let value = values.first else { throw wrong(member, "a number") }
      return value
    }
    guard let value = try value(member).double, value.isFinite else { throw wrong(member, "a number") }
    return value
  }

  /// An array.
  /// - Throws: `CheckpointError.malformed` when the estimator has no such member.
  package func array(_ member: String) throws(CheckpointError) -> NumPyArray {
    guard let node = members[member] else { throw missing(member) }
    guard node["__loader__"]?.string == "NdArrayNode", node["__module__"]?.string == "numpy", node["type"]?.string == "numpy",
      let file = node["file"]?.string
    else { throw wrong(member, "an array of numbers or texts") }
    guard let bytes = files[file] else { throw .malformed(file: name, reason: "the file of the member \(member) is missing") }
    return try NumPyArray(bytes, name: "\(name): \(member)")
  }

  private func missing(_ member: String) -> CheckpointError {
    .malformed(file: name, reason: "its estimator has no member \(member)")
  }

  private func wrong(_ member: String, _ expected: String) -> CheckpointError {
    .malformed(file: name, reason: "the member \(member) is not \(expected)")
  }
}
