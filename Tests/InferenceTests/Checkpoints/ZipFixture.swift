/// Writes zip files whose members are stored as they are.
enum ZipFixture {
  static func bytes(_ members: [(name: String, content: [UInt8])]) -> [UInt8] {
    var file: [UInt8] = []
    var directory: [UInt8] = []
    for (name, content) in members {
      let common =
        number(20, 2) + number(0, 8) + number(Int(checksum(content)), 4) + number(content.count, 4) + number(content.count, 4)
        + number(name.utf8.count, 2) + number(0, 2)
      directory += [0x50, 0x4B, 0x01, 0x02] + number(20, 2) + common + number(0, 10) + number(file.count, 4) + Array(name.utf8)
      file += [0x50, 0x4B, 0x03, 0x04] + common + Array(name.utf8) + content
    }
    let end = number(0, 4) + number(members.count, 2) + number(members.count, 2) + number(directory.count, 4) + number(file.count, 4)
    return file + directory + [0x50, 0x4B, 0x05, 0x06] + end + number(0, 2)
  }

  private static func number(_ value: Int, _ bytes: Int) -> [UInt8] {
    (0..<bytes).map { $0 < 8 ? UInt8(truncatingIfNeeded: value >> (8 * $0)) : 0 }
  }

  /// The cyclic redundancy check of zip files.
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var value: UInt32 = ~0
    for byte in bytes {
      value ^= UInt32(byte)
      for _ in 0..<8 { value = value >> 1 ^ (value & 1 == 1 ? 0xEDB8_8320 : 0) }
    }
    return ~value
  }
}
