public import JSON

/// Compares an answer with the one that real Rasa gave: texts, offsets and order exactly, numbers within a tolerance.
///
/// Entries of a ranking whose recorded confidences are closer than the tolerance may have changed places.
public struct AnswerComparison: Sendable {
  public let tolerance: Double
  /// The greatest difference between two numbers that belong together.
  public private(set) var largestDifference = 0.0
  /// One sentence for each place where the answers differ by more than is allowed.
  public private(set) var differences: [String] = []

  public init(tolerance: Double) { self.tolerance = tolerance }

  /// Compares two values; `path` says where they stand.
  public mutating func compare(_ expected: JSONValue, _ got: JSONValue, at path: String = "") {
    switch (expected, got) {
    case (.object(let expected), .object(let got)): compare(expected, got, at: path)
    case (.array(let expected), .array(let got)): compare(expected, got, at: path)
    case (.integer, .integer), (.integer, .number), (.number, .integer), (.number, .number):
      compare(expected.double ?? .nan, got.double ?? .nan, at: path)
    default:
      if expected != got { note(path, expected.jsonText, got.jsonText) }
    }
  }

  /// Writes down a difference.
  public mutating func note(_ path: String, _ expected: String, _ got: String) {
    differences.append("\(path): expected \(expected.prefix(200)), got \(got.prefix(200))")
  }

  private mutating func compare(_ expected: Double, _ got: Double, at path: String) {
    let difference = abs(expected - got)
    // Written so that a NaN counts as a difference.
    guard difference <= tolerance else { return note(path, "\(expected)", "\(got)") }
    largestDifference = max(largestDifference, difference)
  }

  private mutating func compare(_ expected: JSONObject, _ got: JSONObject, at path: String) {
    for key in Set(expected.keys).symmetricDifference(got.keys).sorted() {
      note("\(path).\(key)", expected[key] == nil ? "no such member" : "a member", got[key] == nil ? "none" : "one")
    }
    for (key, value) in expected {
      guard let other = got[key] else { continue }
      let place = "\(path).\(key)"
      if key == "ranking" || key == "intent_ranking", let ours = value.array, let theirs = other.array {
        compareRankings(ours, theirs, at: place)
      } else if key == "all_retrieval_intents", let ours = value.array, let theirs = other.array {
        // A Python set: its order means nothing.
        let sorted = [ours, theirs].map { $0.map(\.jsonText).sorted() }
        if sorted[0] != sorted[1] { note(place, "\(sorted[0])", "\(sorted[1])") }
      } else {
        compare(value, other, at: place)
      }
    }
  }

  private mutating func compare(_ expected: [JSONValue], _ got: [JSONValue], at path: String) {
    guard expected.count == got.count else { return note(path, "\(expected.count) elements", "\(got.count)") }
    for (index, pair) in zip(expected, got).enumerated() { compare(pair.0, pair.1, at: "\(path)[\(index)]") }
  }

  private mutating func compareRankings(_ expected: [JSONValue], _ got: [JSONValue], at path: String) {
    guard expected.count == got.count else { return note(path, "\(expected.count) entries", "\(got.count)") }
    for (index, (ours, theirs)) in zip(expected, got).enumerated() {
      let place = "\(path)[\(index)]"
      if Self.name(ours) == Self.name(theirs) {
        compare(ours, theirs, at: place)
        continue
      }
      let confidence = ours["confidence"]?.double ?? .nan
      let other = expected.first { Self.name($0) == Self.name(theirs) }?["confidence"]?.double ?? .nan
      guard abs(confidence - other) <= tolerance else {
        note(place, Self.name(ours), Self.name(theirs))
        continue
      }
      compare(confidence, theirs["confidence"]?.double ?? .nan, at: "\(place).confidence")
    }
  }

  /// What identifies an entry of a ranking.
  private static func name(_ entry: JSONValue) -> String {
    (entry["intent_response_key"] ?? entry["name"] ?? .null).jsonText
  }
}
