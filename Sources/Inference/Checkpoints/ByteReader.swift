/// Reads little-endian numbers, varints and slices from a file's bytes; every read is checked against the end.
struct ByteReader {
  private let bytes: ArraySlice<UInt8>
  private(set) var position: Int

  /// What is left to read.
  var remaining: Int { bytes.endIndex - position }
  var isAtEnd: Bool { remaining == 0 }

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    self.position = bytes.startIndex
  }

  /// The next `count` bytes; `nil` when there are fewer.
  mutating func slice(_ count: Int) -> ArraySlice<UInt8>? {
    guard count >= 0, count <= remaining else { return nil }
    defer { position += count }
    return bytes[position..<position + count]
  }

  mutating func uint32() -> UInt32? {
    guard let slice = slice(4) else { return nil }
    return slice.reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }

  mutating func uint64() -> UInt64? {
    guard let slice = slice(8) else { return nil }
    return slice.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// A base-128 number of at most ten bytes.
  mutating func varint() -> UInt64? {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while let byte = slice(1)?.first {
      guard shift < 64 else { return nil }
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    return nil
  }

  /// A varint that serves as a size or an offset.
  mutating func size() -> Int? { varint().flatMap(Int.init(exactly:)) }
}
