/// The header fields of a message, in their order. Names are compared without regard to case; values are kept verbatim.
///
///     var headers: HTTPHeaders = ["Accept": "application/json"]
///     headers["if-none-match"] = "W/\"abc\""
public struct HTTPHeaders: Sendable, ExpressibleByDictionaryLiteral {
  /// The fields in their order.
  public private(set) var fields: [(name: String, value: String)] = []

  /// No fields.
  public init() {}

  public init(dictionaryLiteral elements: (String, String)...) {
    for (name, value) in elements { append(name, value) }
  }

  /// Whether there is no field.
  public var isEmpty: Bool { fields.isEmpty }

  /// The first value of a field. Setting replaces every field of that name; `nil` removes them.
  public subscript(_ name: String) -> String? {
    get { fields.first { Self.isSame($0.name, name) }?.value }
    set {
      fields.removeAll { Self.isSame($0.name, name) }
      if let newValue { fields.append((name, newValue)) }
    }
  }

  /// Every value of a field, in their order.
  public func values(of name: String) -> [String] {
    fields.filter { Self.isSame($0.name, name) }.map(\.value)
  }

  /// Adds a field beside those of the same name.
  public mutating func append(_ name: String, _ value: String) { fields.append((name, value)) }

  /// Keeps only the fields that `names` lists.
  mutating func keep(only names: [String]) {
    fields.removeAll { field in !names.contains { Self.isSame($0, field.name) } }
  }

  /// Continues the last field's value on a further line (RFC 9112, section 5.2).
  mutating func extendLast(with text: String) {
    guard !fields.isEmpty else { return }
    fields[fields.count - 1].value += " " + text
  }

  /// Names are ASCII, so only ASCII letters fold.
  private static func isSame(_ left: String, _ right: String) -> Bool {
    left.utf8.count == right.utf8.count && zip(left.utf8, right.utf8).allSatisfy { folded($0) == folded($1) }
  }

  private static func folded(_ byte: UInt8) -> UInt8 {
    UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte | 0x20 : byte
  }
}

extension HTTPHeaders: Equatable {
  public static func == (left: HTTPHeaders, right: HTTPHeaders) -> Bool {
    left.fields.count == right.fields.count
      && zip(left.fields, right.fields).allSatisfy { isSame($0.name, $1.name) && $0.value == $1.value }
  }
}
