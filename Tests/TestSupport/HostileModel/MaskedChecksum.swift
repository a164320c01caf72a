/// The checksum of a checkpoint, byte by byte: nothing that the code under test shares.
package enum MaskedChecksum {
  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0x82F6_3B78 : value >> 1 }
  }

  /// The checksum as TensorFlow stores it: CRC-32C, rotated and offset.
  package static func of(_ bytes: some Sequence<UInt8>) -> UInt32 {
    let crc = ~bytes.reduce(UInt32.max) { $0 >> 8 ^ table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] }
    return (crc >> 15 | crc << 17) &+ 0xA282_EAD8
  }
}
