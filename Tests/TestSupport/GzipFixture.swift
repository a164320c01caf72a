/// A gzip stream around bytes, written by hand: stored, not compressed, but with its checksum and length.
public enum GzipFixture {
  public static func compress(_ bytes: [UInt8]) -> [UInt8] {
    var stream: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]
    var position = 0
    repeat {
      let end = min(position + 0xFFFF, bytes.count)
      let count = end - position
      stream += [end == bytes.count ? 1 : 0] + little(UInt32(count), bytes: 2) + little(~UInt32(count), bytes: 2)
      stream += bytes[position..<end]
      position = end
    } while position < bytes.count
    return stream + little(checksum(bytes), bytes: 4) + little(UInt32(truncatingIfNeeded: bytes.count), bytes: 4)
  }

  /// CRC-32 bit by bit: slow, plain, and nothing that the code under test shares.
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(UInt32.max) { state, byte in
      (0..<8).reduce(state ^ UInt32(byte)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
    }
  }

  private static func little(_ value: UInt32, bytes: Int) -> [UInt8] {
    (0..<bytes).map { UInt8(truncatingIfNeeded: value >> (8 * UInt32($0))) }
  }
}
