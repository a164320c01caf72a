internal import JSON

/// What a value in a file of training data has to look like. As in Rasa's own check, `null` fits everywhere.
indirect enum DataShape: Sendable {
  case anything
  case string
  /// A string or a number.
  case text
  case boolean
  case list(of: DataShape)
  /// A map with these members and no others; all of them may be absent.
  case map([String: DataShape])
  /// A map with these members, whose others have one shape.
  case openMap([String: DataShape], others: DataShape)
  case anyOf([DataShape])

  /// Checks a value.
  /// - Parameter path: the keys and indices that lead to it.
  /// - Returns: where it does not fit, and why; `nil` when it does.
  func offence(in value: JSONValue, at path: [String] = []) -> DataOffence? {
    if value.isNull { return nil }
    switch self {
    case .anything: return nil
    case .string: return value.string == nil ? DataOffence(path, "a text is expected, not \(value.kind)") : nil
    case .text: return value.string == nil && value.double == nil ? DataOffence(path, "a text is expected, not \(value.kind)") : nil
    case .boolean: return value.bool == nil ? DataOffence(path, "true or false is expected, not \(value.kind)") : nil
    case .list(let shape):
      guard let elements = value.array else { return DataOffence(path, "a list is expected, not \(value.kind)") }
      for (index, element) in elements.enumerated() {
        if let offence = shape.offence(in: element, at: path + ["\(index)"]) { return offence }
      }
      return nil
    case .map(let shapes): return Self.offence(in: value, shapes, others: nil, at: path)
    case .openMap(let shapes, let others): return Self.offence(in: value, shapes, others: others, at: path)
    case .anyOf(let shapes):
      let offences = shapes.map { $0.offence(in: value, at: path) }
      guard !offences.contains(where: { $0 == nil }) else { return nil }
      // The one that came furthest tells best what was meant.
      return offences.compactMap { $0 }.max { $0.path.count < $1.path.count }
    }
  }

  private static func offence(
    in value: JSONValue, _ shapes: [String: DataShape], others: DataShape?, at path: [String]
  ) -> DataOffence? {
    guard let members = value.object else { return DataOffence(path, "a map is expected, not \(value.kind)") }
    for (key, member) in members {
      guard let shape = shapes[key] ?? others else { return DataOffence(path, "the key '\(key)' means nothing here") }
      if let offence = shape.offence(in: member, at: path + [key]) { return offence }
    }
    return nil
  }
}

/// A value that does not look as it should.
struct DataOffence: Sendable {
  let path: [String]
  let sentence: String

  init(_ path: [String], _ sentence: String) {
    self.path = path
    self.sentence = sentence
  }
}
