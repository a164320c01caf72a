/// CRC-64/NVME, the checksum that S3 adds to uploads which bring none: polynomial 0x9A6C9329AC4BC9B5 in reversed order of bits, eight
/// bytes at a time.
package struct CRC64NVME: Sendable {
  private var state = UInt64.max

  package init() {}

  /// The checksum of what was added so far.
  package var value: UInt64 { ~state }

  /// `tables[256 * k + byte]` is the effect of a byte that `k` further bytes follow.
  private static let tables: [UInt64] = {
    var tables = [UInt64](repeating: 0, count: 8 * 256)
    for byte in 0..<256 {
      var value = UInt64(byte)
      for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0x9A6C_9329_AC4B_C9B5 : value >> 1 }
      tables[byte] = value
    }
    for index in 256..<tables.count {
      let previous = tables[index - 256]
      tables[index] = previous >> 8 ^ tables[Int(previous & 0xFF)]
    }
    return tables
  }()

  package mutating func update(_ bytes: UnsafeRawBufferPointer) {
    state = Self.tables.withUnsafeBufferPointer { tables in
      var state = state
      var position = 0
      while position + 8 <= bytes.count {
        let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self)) ^ state
        state = 0
        for index in 0..<8 { state ^= tables[256 * (7 - index) + Int(word >> (8 * UInt64(index)) & 0xFF)] }
        position += 8
      }
      while position < bytes.count {
        state = state >> 8 ^ tables[Int((state ^ UInt64(bytes[position])) & 0xFF)]
        position += 1
      }
      return state
    }
  }
}
