extension PythonText {
  /// `text.lower()`.
  package static func lower(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var lowered: [UInt8] = []
    lowered.reserveCapacity(bytes.count)
    bytes.withUnsafeBufferPointer { lower($0, into: &lowered) }
    return String(decoding: lowered, as: UTF8.self)
  }

  /// Appends `text.lower()`.
  static func lower(_ bytes: UnsafeBufferPointer<UInt8>, into result: inout [UInt8]) {
    var position = 0
    while position < bytes.count {
      let byte = bytes[position]
      if byte < 0x80 {
        let isCapital = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
        result.append(isCapital ? byte | 0x20 : byte)
        position += 1
        continue
      }
      let (scalar, length) = UTF8Scanning.scalar(at: position, in: bytes)
      switch scalar {
      case capitalSigma: UTF8Scanning.append(isFinalSigma(at: position, in: bytes) ? 0x3C2 : 0x3C3, to: &result)
      case 0x130: result.append(contentsOf: [0x69, 0xCC, 0x87])  // The only letter that becomes two: i and a dot above.
      default: UTF8Scanning.append(lower(scalar), to: &result)
      }
      position += length
    }
  }

  private static let capitalSigma: UInt32 = 0x3A3

  /// The small letter of a capital one; every other code point is its own.
  static func lower(_ scalar: UInt32) -> UInt32 {
    if scalar < lowerTableSize { return lowerTable[Int(scalar)] }
    return hasNoCase(scalar) ? scalar : computedLower(scalar)
  }

  private static let lowerTableSize: UInt32 = 0x3000
  private static let lowerTable: [UInt32] = (0..<lowerTableSize).map(computedLower)

  /// The large blocks without capitals, which are not worth a search through Swift's tables.
  private static func hasNoCase(_ scalar: UInt32) -> Bool {
    scalar < 0xA640 || scalar >= 0x1F000 || (0xAC00..<0xFF21).contains(scalar)
  }

  private static func computedLower(_ scalar: UInt32) -> UInt32 {
    guard let properties = Unicode.Scalar(scalar)?.properties, isKnown(properties) else { return scalar }
    let mapping = properties.lowercaseMapping.unicodeScalars
    return mapping.count == 1 ? mapping.first?.value ?? scalar : scalar
  }

  /// Whether CPython 3.10 knows the code point: it has the tables of Unicode 13.
  private static func isKnown(_ properties: Unicode.Scalar.Properties) -> Bool { (properties.age?.major ?? Int.max) <= 13 }

  /// A capital sigma at the end of a word becomes a final one: before it stands a cased letter and after it none,
  /// both seen past marks that have no case.
  private static func isFinalSigma(at position: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var before = position
    var isAfterCased = false
    while before > 0 {
      before -= 1
      while before > 0, !UTF8Scanning.isLeading(bytes[before]) { before -= 1 }
      guard let kind = casing(at: before, in: bytes) else { continue }
      isAfterCased = kind
      break
    }
    guard isAfterCased else { return false }
    var after = position + 2
    while after < bytes.count {
      if let kind = casing(at: after, in: bytes) { return !kind }
      after += UTF8Scanning.scalar(at: after, in: bytes).length
    }
    return true
  }

  /// Whether the letter there is cased; `nil` for what Unicode calls case-ignorable.
  private static func casing(at position: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool? {
    guard let scalar = Unicode.Scalar(UTF8Scanning.scalar(at: position, in: bytes).value), isKnown(scalar.properties) else { return false }
    return scalar.properties.isCaseIgnorable ? nil : scalar.properties.isCased
  }
}
