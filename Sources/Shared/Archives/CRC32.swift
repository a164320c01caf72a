/// A cyclic redundancy check of 32 bits, eight bytes at a time: gzip's (RFC 1952) unless told otherwise.
package struct CRC32: Sendable {
  /// Which one, by the polynomial in reversed order of bits.
  package enum Polynomial: Sendable {
    /// gzip, zip and PNG: 0xEDB88320.
    case ieee
    /// CRC32C, as object stores use it: 0x82F63B78.
    case castagnoli
  }

  private let tables: [UInt32]
  private var state: UInt32 = 0xFFFF_FFFF

  package init(_ polynomial: Polynomial = .ieee) {
    switch polynomial {
    case .ieee: tables = Self.ieee
    case .castagnoli: tables = Self.castagnoli
    }
  }

  /// The checksum of what was added so far.
  package var value: UInt32 { state ^ 0xFFFF_FFFF }

  private static let ieee = makeTables(0xEDB8_8320)
  private static let castagnoli = makeTables(0x82F6_3B78)

  /// `tables[256 * k + byte]` is the effect of a byte that `k` further bytes follow.
  private static func makeTables(_ polynomial: UInt32) -> [UInt32] {
    var tables = [UInt32](repeating: 0, count: 8 * 256)
    for byte in 0..<256 {
      var value = UInt32(byte)
      for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ polynomial : value >> 1 }
      tables[byte] = value
    }
    for index in 256..<tables.count {
      let previous = tables[index - 256]
      tables[index] = previous >> 8 ^ tables[Int(previous & 0xFF)]
    }
    return tables
  }

  package mutating func update(_ bytes: UnsafeRawBufferPointer) {
    state = tables.withUnsafeBufferPointer { tables in
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
