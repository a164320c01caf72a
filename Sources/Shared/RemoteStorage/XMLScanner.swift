/// The elements of a small XML document, one after the other, as far as object stores use XML: elements and text.
///
/// Attributes, comments and instructions are passed over; a document type, which could define entities, is refused. The document is
/// in memory already, and nothing is kept of it but one path.
package struct XMLScanner {
  package enum Item: Sendable, Equatable {
    /// An element begins; its name is without a prefix.
    case begin(String)
    /// An element ends, with the text that stood in it, blanks included.
    case end(String, text: String)
  }

  private static let maximumDepth = 32

  private let bytes: [UInt8]
  private var position = 0
  private var open: [(name: String, text: [UInt8])] = []
  private var pendingEnd = false

  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The next item; `nil` at the end of a whole document.
  package mutating func next() throws(XMLError) -> Item? {
    if pendingEnd {
      pendingEnd = false
      return end()
    }
    while position < bytes.count {
      if bytes[position] != UInt8(ascii: "<") {
        try text()
      } else if starts("<?") {
        try skip(past: "?>")
      } else if starts("<!--") {
        try skip(past: "-->")
      } else if starts("<![CDATA[") {
        try characterData()
      } else if starts("<!") {
        throw XMLError(at: position)
      } else if starts("</") {
        return try closing()
      } else {
        return try opening()
      }
    }
    guard open.isEmpty else { throw XMLError(at: position) }
    return nil
  }

  private func starts(_ text: StaticString) -> Bool {
    text.withUTF8Buffer { bytes[position...].starts(with: $0) }
  }

  private mutating func skip(past text: StaticString) throws(XMLError) {
    while position < bytes.count {
      if starts(text) {
        position += text.utf8CodeUnitCount
        return
      }
      position += 1
    }
    throw XMLError(at: position)
  }

  private mutating func characterData() throws(XMLError) {
    position += 9
    let start = position
    try skip(past: "]]>")
    append(Array(bytes[start..<(position - 3)]))
  }

  private mutating func append(_ text: [UInt8]) {
    if !open.isEmpty { open[open.count - 1].text += text }
  }

  private mutating func text() throws(XMLError) {
    var text: [UInt8] = []
    while position < bytes.count, bytes[position] != UInt8(ascii: "<") {
      if bytes[position] == UInt8(ascii: "&") {
        text += try entity()
      } else {
        text.append(bytes[position])
        position += 1
      }
    }
    append(text)
  }

  private mutating func entity() throws(XMLError) -> [UInt8] {
    guard let end = bytes[position...].prefix(12).firstIndex(of: UInt8(ascii: ";")) else { throw XMLError(at: position) }
    let name = String(decoding: bytes[(position + 1)..<end], as: UTF8.self)
    let named: [String: Character] = ["lt": "<", "gt": ">", "amp": "&", "quot": "\"", "apos": "'"]
    let number = name.hasPrefix("#x") ? UInt32(name.dropFirst(2), radix: 16) : name.hasPrefix("#") ? UInt32(name.dropFirst()) : nil
    guard let character = named[name] ?? number.flatMap({ Unicode.Scalar($0) }).map({ Character($0) }) else { throw XMLError(at: position) }
    position = end + 1
    return Array(String(character).utf8)
  }

  private mutating func name() throws(XMLError) -> String {
    let start = position
    while position < bytes.count, !" \t\r\n/>".utf8.contains(bytes[position]) { position += 1 }
    let name = String(decoding: bytes[start..<position], as: UTF8.self).split(separator: ":").last ?? ""
    guard !name.isEmpty, name.utf8.count <= 128 else { throw XMLError(at: start) }
    return String(name)
  }

  private mutating func opening() throws(XMLError) -> Item {
    position += 1
    let name = try name()
    guard open.count < Self.maximumDepth else { throw XMLError(at: position) }
    var quote: UInt8?
    while position < bytes.count, quote != nil || bytes[position] != UInt8(ascii: ">") {
      let byte = bytes[position]
      if quote == byte { quote = nil } else if quote == nil, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") { quote = byte }
      position += 1
    }
    guard position < bytes.count else { throw XMLError(at: position) }
    pendingEnd = bytes[position - 1] == UInt8(ascii: "/")
    position += 1
    open.append((name, []))
    return .begin(name)
  }

  private mutating func closing() throws(XMLError) -> Item {
    position += 2
    let name = try name()
    while position < bytes.count, bytes[position] != UInt8(ascii: ">") { position += 1 }
    guard position < bytes.count, open.last?.name == name else { throw XMLError(at: position) }
    position += 1
    return end()
  }

  private mutating func end() -> Item {
    let element = open.removeLast()
    return .end(element.name, text: String(decoding: element.text, as: UTF8.self))
  }
}

extension XMLScanner {
  /// The text of the first element of that name; `nil` when there is none before the end or an offence.
  package static func first(_ name: String, in bytes: [UInt8]) -> String? {
    var scanner = XMLScanner(bytes)
    while let item = try? scanner.next() {
      if case .end(name, let text) = item { return text }
    }
    return nil
  }
}
