/// The checksum of gzip's trailer (RFC 1952, polynomial 0xEDB88320), eight bytes at a time.
struct CRC32 {
  private var state: UInt32 = 0xFFFF_FFFF

  /// The checksum of what was added so far.
  var value: UInt32 { state ^ 0xFFFF_FFFF }

  /// `tables[256 * k + byte]` is the effect of a byte that `k` further bytes follow.
  private static let tables: [UInt32] = {
    var tables = [UInt32](repeating: 0, count: 8 * 256)
    for byte in 0..<256 {
      var value = UInt32(byte)
      for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
      tables[byte] = value
    }
    for index in 256..<tables.count {
      let previous = tables[index - 256]
      tables[index] = previous >> 8 ^ tables[Int(previous & 0xFF)]
    }
    return tables
  }()

  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    state = Self.tables.withUnsafeBufferPointer { tables in
      var state = state
      var position = 0
      while position + 8 <= bytes.count {
        let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self)) ^ UInt64(state)
        state = 0
        for index in 0..<8 { state ^= tables[256 * (7 - index) + Int(word >> (8 * UInt64(index)) & 0xFF)] }
        position += 8
      }
      while position < bytes.count {
        state = state >> 8 ^ tables[Int((state ^ UInt32(bytes[position])) & 0xFF)]
        position += 1
      }
      return state
    }
  }
}
