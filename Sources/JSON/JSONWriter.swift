/// Writes JSON as UTF-8 bytes, without an intermediate tree. Commas are its own business.
///
///     var json = JSONWriter()
///     json.object { json in
///       json.member("name", "greet")
///       json.member("confidence", 0.97)
///     }
///     send(json.bytes)
///
/// A number that is not finite, which JSON cannot say, is written as `null`.
public struct JSONWriter: Sendable {
  /// What was written so far.
  public private(set) var bytes: [UInt8] = []
  private var needsComma = false

  public init(reservingCapacity capacity: Int = 256) { bytes.reserveCapacity(capacity) }

  /// The text that was written so far.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  public mutating func object(_ body: (inout JSONWriter) -> Void) { nest("{", "}", body) }
  public mutating func array(_ body: (inout JSONWriter) -> Void) { nest("[", "]", body) }

  /// The key of the member whose value is written next.
  public mutating func key(_ key: String) {
    separate()
    quote(key)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  public mutating func null() { literal("null") }
  public mutating func value(_ value: Bool) { literal(value ? "true" : "false") }
  public mutating func value(_ value: Int) {
    separate()
    // Most numbers of an answer are positions of words.
    if 0..<10 ~= value {
      bytes.append(UInt8(ascii: "0") + UInt8(value))
    } else if 10..<100 ~= value {
      bytes.append(UInt8(ascii: "0") + UInt8(value / 10))
      bytes.append(UInt8(ascii: "0") + UInt8(value % 10))
    } else {
      append(value.description)
    }
  }
  public mutating func value(_ value: Double) {
    guard value.isFinite else { return null() }
    separate()
    append(value.description)
  }
  public mutating func value(_ value: String) {
    separate()
    quote(value)
  }
  public mutating func value(_ value: JSONValue) {
    switch value {
    case .null: null()
    case .bool(let flag): self.value(flag)
    case .integer(let number): self.value(number)
    case .largeInteger(let digits): raw(Array(digits.utf8))
    case .number(let number): self.value(number)
    case .string(let text): self.value(text)
    case .array(let elements): array { json in for element in elements { json.value(element) } }
    case .object(let members): object { json in for (key, value) in members { json.member(key, value) } }
    }
  }

  /// A value that is JSON text already; it is taken over as it is.
  public mutating func raw(_ text: [UInt8]) {
    separate()
    bytes.append(contentsOf: text)
  }

  public mutating func member(_ key: String, _ value: Bool) {
    self.key(key)
    self.value(value)
  }
  public mutating func member(_ key: String, _ value: Int) {
    self.key(key)
    self.value(value)
  }
  public mutating func member(_ key: String, _ value: Double) {
    self.key(key)
    self.value(value)
  }
  /// A string member; `nil` is written as `null`.
  public mutating func member(_ key: String, _ value: String?) {
    self.key(key)
    if let value { self.value(value) } else { null() }
  }
  public mutating func member(_ key: String, _ value: JSONValue) {
    self.key(key)
    self.value(value)
  }
}

extension JSONWriter {
  private mutating func nest(_ open: Unicode.Scalar, _ close: Unicode.Scalar, _ body: (inout JSONWriter) -> Void) {
    separate()
    bytes.append(UInt8(ascii: open))
    needsComma = false
    body(&self)
    bytes.append(UInt8(ascii: close))
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = true
  }

  private mutating func literal(_ text: StaticString) {
    separate()
    bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

  private mutating func quote(_ text: String) {
    var text = text
    bytes.append(UInt8(ascii: "\""))
    text.withUTF8 { text in
      var copied = 0
      for (index, byte) in text.enumerated() where byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F {
        bytes.append(contentsOf: text[copied..<index])
        escape(byte)
        copied = index + 1
      }
      bytes.append(contentsOf: text[copied...])
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func escape(_ byte: UInt8) {
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    case 0..<0x20, 0x7F:
      append(byte < 0x10 ? "u000" : "u00")
      append(String(byte, radix: 16))
    default: bytes.append(byte)
    }
  }
}

extension JSONValue {
  /// The value as JSON text.
  public var jsonText: String {
    var json = JSONWriter()
    json.value(self)
    return json.text
  }
}
