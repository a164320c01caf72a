package import JSON
internal import Shared

/// A file of training data in YAML, as a request brings it.
package struct TrainingDataDocument: Sendable {
  /// The sections by their keys.
  package let root: JSONObject
  /// Whether the file is written for this version of the format; Rasa passes over later ones.
  package let isReadable: Bool
  private let node: YAMLNode?

  /// The version of the format that Rasa 3.6.21 writes.
  private static let formatVersion = [3, 1]

  /// Reads the file and checks what Rasa checks of every one: that it is YAML, and the sections `nlu` and `responses`.
  /// - Throws: `TrainingDataError`.
  package init(_ bytes: [UInt8]) throws(TrainingDataError) {
    guard String(validating: bytes, as: UTF8.self) != nil else { throw TrainingDataError("it is not UTF-8") }
    do {
      node = try YAMLParser.parse(try EscapedText.resolved(bytes), file: "body", limits: Self.limits)
    } catch let error as YAMLError {
      throw TrainingDataError(error.description)
    } catch let error as TrainingDataError {
      throw error
    } catch {
      throw TrainingDataError("\(error)")
    }
    let value = node?.jsonValue ?? .object(JSONObject())
    guard !value.isNull else { throw TrainingDataError("a map is expected, not null") }
    root = value.object ?? JSONObject()
    isReadable = Self.isReadable(version: root["version"]?.string ?? "")
    try check(.messages, value)
  }

  /// Bodies are bounded before they come here.
  private static var limits: YAMLLimits {
    var limits = YAMLLimits()
    limits.maximumBytes = 64 << 20
    return limits
  }

  /// Holds the file against a shape.
  func check(_ shape: DataShape, _ value: JSONValue? = nil) throws(TrainingDataError) {
    guard let offence = shape.offence(in: value ?? .object(root)) else { return }
    throw error(offence.sentence, at: offence.path)
  }

  /// A sentence about the value to which a path of keys and indices leads.
  func error(_ sentence: String, at path: [String]) -> TrainingDataError {
    let place = node.map { "\($0.position(of: path)): " } ?? ""
    return TrainingDataError("\(place)\(sentence)")
  }

  /// A version that is no number counts as the present one.
  private static func isReadable(version: String) -> Bool {
    let parts = version.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
    let numbers = parts.compactMap { $0 }
    guard numbers.count == parts.count else { return true }
    let padded = numbers + [Int](repeating: 0, count: max(0, formatVersion.count - numbers.count))
    let own = formatVersion + [Int](repeating: 0, count: padded.count - formatVersion.count)
    return !own.lexicographicallyPrecedes(padded)
  }
}
