/// A gzip stream that stores its content, with the right checksum: a mutation of a real one would never get past that.
enum StoredGzip {
  static func wrap(_ bytes: [UInt8]) -> [UInt8] {
    var stream: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]
    var position = 0
    repeat {
      let end = min(position + 0xFFFF, bytes.count)
      let count = end - position
      stream.append(end == bytes.count ? 1 : 0)
      stream += LittleEndian.bytes(count, 2) + LittleEndian.bytes(~count, 2)
      stream += bytes[position..<end]
      position = end
    } while position < bytes.count
    return stream + LittleEndian.bytes(Int(checksum(bytes)), 4) + LittleEndian.bytes(bytes.count, 4)
  }

  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
  }

  static func checksum(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(UInt32.max) { $0 >> 8 ^ table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] }
  }
}
