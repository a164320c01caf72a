import ModelFormat

/// How a tokenizer splits the names of intents and actions.
struct NameSplitting: Sendable {
  /// Where names are split; empty for nowhere.
  private let separator: [UInt8]
  /// What ends a prefix, which is split by itself; empty for none.
  private let prefixEnd: [UInt8]

  init(_ settings: ComponentSettings) throws(ModelFormatError) {
    let splits = try settings.bool("intent_tokenization_flag", default: false)
    let separator = try settings.string("intent_split_symbol") ?? "_"
    guard !splits || !separator.isEmpty else { throw settings.error("intent_split_symbol", "must not be empty") }
    self.separator = splits ? Array(separator.utf8) : []
    prefixEnd = Array((try settings.string("prefix_separator_symbol") ?? "").utf8)
  }

  /// The parts of a name, empty ones included.
  func tokens(of name: [UInt8]) -> [Token] {
    name.withUnsafeBufferPointer { bytes in
      var parts: [Range<Int>] = []
      var start = 0
      if !prefixEnd.isEmpty, let end = Self.first(prefixEnd, in: bytes, from: 0) {
        split(0..<end, of: bytes, into: &parts)
        start = end + prefixEnd.count
      }
      split(start..<bytes.count, of: bytes, into: &parts)
      return parts.map { part in
        let first = UTF8Scanning.count(UnsafeBufferPointer(rebasing: bytes[..<part.lowerBound]))
        let count = UTF8Scanning.count(UnsafeBufferPointer(rebasing: bytes[part]))
        return Token(bytes: part, start: first, end: first + count)
      }
    }
  }

  private func split(_ range: Range<Int>, of bytes: UnsafeBufferPointer<UInt8>, into parts: inout [Range<Int>]) {
    var start = range.lowerBound
    let text = UnsafeBufferPointer(rebasing: bytes[..<range.upperBound])
    if !separator.isEmpty {
      while let end = Self.first(separator, in: text, from: start) {
        parts.append(start..<end)
        start = end + separator.count
      }
    }
    parts.append(start..<range.upperBound)
  }

  private static func first(_ needle: [UInt8], in text: UnsafeBufferPointer<UInt8>, from position: Int) -> Int? {
    needle.withUnsafeBufferPointer { ByteSearch.first($0, in: text, from: position) }
  }
}
