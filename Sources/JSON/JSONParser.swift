/// Reads JSON (RFC 8259) with the same leniency as Python's `json`: `NaN`, `Infinity` and `-Infinity` are numbers,
/// a repeated key keeps its last value. A lone surrogate escape, which no UTF-8 text can hold, becomes U+FFFD.
///
/// Nesting is bounded, and so is the number of values: in memory a value of one byte takes some thirty.
///
/// All of it stands in one file, longer than others, so that the bytes and the position in them stay private: nothing else may read
/// without having compared first.
public struct JSONParser: ~Copyable {
  /// The deepest nesting accepted unless told otherwise.
  public static let defaultMaximumDepth = 200
  /// The most values accepted, keys not counted: far more than the vocabulary of any model has.
  public static let maximumValues = 5_000_000

  /// Borrowed for the length of one `parse`; every read is preceded by a comparison with its count.
  private let bytes: UnsafeBufferPointer<UInt8>
  private let maximumDepth: Int
  /// The least byte that may stand in a string as it is.
  private let leastInText: UInt8
  private var position = 0
  private var values = 0

  private init(_ bytes: UnsafeBufferPointer<UInt8>, maximumDepth: Int = defaultMaximumDepth, allowsControlCharacters: Bool) {
    self.bytes = bytes
    self.maximumDepth = maximumDepth
    leastInText = allowsControlCharacters ? 0 : 0x20
  }

  /// The one value that `bytes` holds.
  /// - Parameter allowsControlCharacters: whether strings may hold line ends and the like as they are.
  /// - Throws: `JSONError` with the offset of the first offence.
  public static func parse(
    _ bytes: UnsafeBufferPointer<UInt8>, maximumDepth: Int = defaultMaximumDepth, allowsControlCharacters: Bool = false
  ) throws(JSONError) -> JSONValue {
    var parser = JSONParser(bytes, maximumDepth: maximumDepth, allowsControlCharacters: allowsControlCharacters)
    return try parser.document()
  }

  /// The one value that `bytes` holds.
  /// - Throws: `JSONError` with the offset of the first offence.
  public static func parse(_ bytes: [UInt8], maximumDepth: Int = defaultMaximumDepth) throws(JSONError) -> JSONValue {
    let result: Result<JSONValue, JSONError> = bytes.withUnsafeBufferPointer { buffer in
      Result { () throws(JSONError) in try parse(buffer, maximumDepth: maximumDepth) }
    }
    return try result.get()
  }

  /// The one value that `text` holds.
  /// - Throws: `JSONError` with the offset, in UTF-8 bytes, of the first offence.
  public static func parse(_ text: String, maximumDepth: Int = defaultMaximumDepth) throws(JSONError) -> JSONValue {
    try parse(Array(text.utf8), maximumDepth: maximumDepth)
  }

  /// One member of the object that `bytes` hold. Everything else is checked as ``parse(_:maximumDepth:)`` would, but not kept.
  /// - Parameter allowsControlCharacters: whether strings may hold line ends and the like as they are.
  /// - Throws: `JSONError` with the offset of the first offence, wherever it is.
  public static func member(
    _ name: String, of bytes: UnsafeBufferPointer<UInt8>, allowsControlCharacters: Bool = false
  ) throws(JSONError) -> JSONMember {
    var parser = JSONParser(bytes, allowsControlCharacters: allowsControlCharacters)
    parser.skipByteOrderMark()
    parser.skipSpace()
    var member = JSONMember.noObject
    if try parser.peek() == UInt8(ascii: "{") { member = try parser.member(name) } else { try parser.skipValue(depth: 0) }
    parser.skipSpace()
    guard parser.position == bytes.count else { throw JSONError(.trailingBytes, at: parser.position) }
    return member
  }

  private mutating func document() throws(JSONError) -> JSONValue {
    skipByteOrderMark()
    let value = try value(depth: 0)
    skipSpace()
    guard position == bytes.count else { throw JSONError(.trailingBytes, at: position) }
    return value
  }

  private mutating func skipByteOrderMark() {
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { position = 3 }
  }

  private mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      default: return
      }
    }
  }

  private mutating func peek() throws(JSONError) -> UInt8 {
    guard position < bytes.count else { throw JSONError(.unexpectedEnd, at: position) }
    return bytes[position]
  }

  private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
    guard depth <= maximumDepth else { throw JSONError(.tooDeep(limit: maximumDepth), at: position) }
    values += 1
    guard values <= Self.maximumValues else { throw JSONError(.tooManyValues(limit: Self.maximumValues), at: position) }
    skipSpace()
    switch try peek() {
    case UInt8(ascii: "{"): return .object(try object(depth: depth))
    case UInt8(ascii: "["): return .array(try array(depth: depth))
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "N"): return try word("NaN", .number(.nan))
    case UInt8(ascii: "I"): return try word("Infinity", .number(.infinity))
    default: return try number()
    }
  }

  private mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
    let start = position
    for index in 0..<word.utf8CodeUnitCount {
      guard position < bytes.count else { throw JSONError(.unexpectedEnd, at: position) }
      guard bytes[position] == word.utf8Start[index] else { throw JSONError(.unexpectedByte, at: start) }
      position += 1
    }
    return value
  }

  private mutating func object(depth: Int) throws(JSONError) -> JSONObject {
    var object = JSONObject()
    try forEachKey { (parser, key) throws(JSONError) in object[key] = try parser.value(depth: depth + 1) }
    return object
  }

  private mutating func array(depth: Int) throws(JSONError) -> [JSONValue] {
    position += 1
    var array: [JSONValue] = []
    skipSpace()
    if try peek() == UInt8(ascii: "]") {
      position += 1
      return array
    }
    while true {
      array.append(try value(depth: depth + 1))
      if try !another(before: UInt8(ascii: "]")) { return array }
    }
  }

  /// Steps over a comma (true) or the closing bracket (false).
  private mutating func another(before close: UInt8) throws(JSONError) -> Bool {
    skipSpace()
    let byte = try peek()
    guard byte == close || byte == UInt8(ascii: ",") else { throw JSONError(.unexpectedByte, at: position) }
    position += 1
    return byte != close
  }
}

// What is checked but not kept
extension JSONParser {
  private mutating func skipValue(depth: Int) throws(JSONError) {
    guard depth <= maximumDepth else { throw JSONError(.tooDeep(limit: maximumDepth), at: position) }
    skipSpace()
    switch try peek() {
    case UInt8(ascii: "{"):
      try forEachKey { (parser, _) throws(JSONError) in try parser.skipValue(depth: depth + 1) }
    case UInt8(ascii: "["):
      position += 1
      skipSpace()
      if try peek() == UInt8(ascii: "]") {
        position += 1
        return
      }
      repeat { try skipValue(depth: depth + 1) } while try another(before: UInt8(ascii: "]"))
    default:
      // A text or a number is no deeper than it stands.
      _ = try value(depth: depth)
    }
  }

  /// The object's member of that name: the last one, as in a dictionary that is filled from front to back.
  private mutating func member(_ name: String) throws(JSONError) -> JSONMember {
    var found = JSONMember.absent
    try forEachKey { (parser, key) throws(JSONError) in
      if key.utf8.elementsEqual(name.utf8) { found = .value(try parser.value(depth: 1)) } else { try parser.skipValue(depth: 1) }
    }
    return found
  }

  /// Reads an object; `body` reads the value that follows each key.
  private mutating func forEachKey(
    _ body: (inout JSONParser, _ key: String) throws(JSONError) -> Void
  ) throws(JSONError) {
    position += 1
    skipSpace()
    if try peek() == UInt8(ascii: "}") {
      position += 1
      return
    }
    repeat {
      skipSpace()
      guard try peek() == UInt8(ascii: "\"") else { throw JSONError(.unexpectedByte, at: position) }
      let key = try string()
      skipSpace()
      guard try peek() == UInt8(ascii: ":") else { throw JSONError(.unexpectedByte, at: position) }
      position += 1
      try body(&self, key)
    } while try another(before: UInt8(ascii: "}"))
  }
}

// Strings
extension JSONParser {
  private mutating func string() throws(JSONError) -> String {
    position += 1
    let start = position
    while true {
      let byte = try peek()
      if byte == UInt8(ascii: "\"") {
        defer { position += 1 }
        return try text(from: start, to: position)
      }
      if byte == UInt8(ascii: "\\") { return try escapedString(from: start) }
      guard byte >= leastInText else { throw JSONError(.controlCharacter, at: position) }
      position += 1
    }
  }

  private func text(from start: Int, to end: Int) throws(JSONError) -> String {
    guard let text = String(validating: bytes[start..<end], as: UTF8.self) else { throw JSONError(.invalidUTF8, at: start) }
    return text
  }

  /// The rest of a string in which a backslash was met at `position`.
  private mutating func escapedString(from start: Int) throws(JSONError) -> String {
    var buffer: [UInt8] = []
    for index in start..<position { buffer.append(bytes[index]) }
    while true {
      let byte = try peek()
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let text = String(validating: buffer, as: UTF8.self) else { throw JSONError(.invalidUTF8, at: start) }
        return text
      case UInt8(ascii: "\\"):
        try escape(into: &buffer)
      default:
        guard byte >= leastInText else { throw JSONError(.controlCharacter, at: position - 1) }
        buffer.append(byte)
      }
    }
  }

  private mutating func escape(into buffer: inout [UInt8]) throws(JSONError) {
    let byte = try peek()
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): buffer.append(byte)
    case UInt8(ascii: "b"): buffer.append(0x08)
    case UInt8(ascii: "f"): buffer.append(0x0C)
    case UInt8(ascii: "n"): buffer.append(0x0A)
    case UInt8(ascii: "r"): buffer.append(0x0D)
    case UInt8(ascii: "t"): buffer.append(0x09)
    case UInt8(ascii: "u"): buffer.append(contentsOf: String(Character(try escapedScalar())).utf8)
    default: throw JSONError(.invalidEscape, at: position - 1)
    }
  }

  /// The scalar of `\uXXXX`, or of the surrogate pair that starts there; U+FFFD for half a pair.
  private mutating func escapedScalar() throws(JSONError) -> Unicode.Scalar {
    let replacement: Unicode.Scalar = "\u{FFFD}"
    let first = try hexadecimal()
    guard UInt32(0xD800) <= first, first < 0xDC00 else { return Unicode.Scalar(first) ?? replacement }
    guard position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"), bytes[position + 1] == UInt8(ascii: "u") else {
      return replacement
    }
    let resume = position
    position += 2
    let second = try hexadecimal()
    guard UInt32(0xDC00) <= second, second < 0xE000 else {
      position = resume
      return replacement
    }
    return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? replacement
  }

  private mutating func hexadecimal() throws(JSONError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      let byte = try peek()
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else { throw JSONError(.invalidEscape, at: position) }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }
}

// Numbers
extension JSONParser {
  private mutating func number() throws(JSONError) -> JSONValue {
    let start = position
    if try peek() == UInt8(ascii: "-") { position += 1 }
    if position < bytes.count, bytes[position] == UInt8(ascii: "I") {
      _ = try word("Infinity", .null)
      return .number(-.infinity)
    }
    let digits = position
    guard skipDigits() else { throw JSONError(position < bytes.count ? .unexpectedByte : .unexpectedEnd, at: position) }
    guard bytes[digits] != UInt8(ascii: "0") || position == digits + 1 else { throw JSONError(.invalidNumber, at: start) }
    var isInteger = true
    if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
      isInteger = false
      position += 1
      guard skipDigits() else { throw JSONError(.invalidNumber, at: start) }
    }
    if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
      isInteger = false
      position += 1
      if position < bytes.count, bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-") { position += 1 }
      guard skipDigits() else { throw JSONError(.invalidNumber, at: start) }
    }
    let text = try text(from: start, to: position)
    if isInteger { return Int(text).map { .integer($0) } ?? .largeInteger(text) }
    guard let value = Double(text) else { throw JSONError(.invalidNumber, at: start) }
    return .number(value)
  }

  private mutating func skipDigits() -> Bool {
    let start = position
    while position < bytes.count, UInt8(ascii: "0")...UInt8(ascii: "9") ~= bytes[position] { position += 1 }
    return position > start
  }
}
