/// A zip file that stores its members.
enum StoredZip {
  static func pack(_ members: [(name: String, content: [UInt8])]) -> [UInt8] {
    var file: [UInt8] = []
    var directory: [UInt8] = []
    for (name, content) in members {
      let name = Array(name.utf8)
      let size = LittleEndian.bytes(content.count, 4)
      let facts =
        LittleEndian.bytes(20, 2) + [UInt8](repeating: 0, count: 8) + LittleEndian.bytes(Int(StoredGzip.checksum(content)), 4)
        + size + size + LittleEndian.bytes(name.count, 2)
      let offset = LittleEndian.bytes(file.count, 4)
      file += [0x50, 0x4B, 3, 4] + facts + [0, 0] + name + content
      directory += [0x50, 0x4B, 1, 2, 20, 0] + facts + [UInt8](repeating: 0, count: 12) + offset + name
    }
    let count = LittleEndian.bytes(members.count, 2)
    return file + directory + [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + count + count + LittleEndian.bytes(directory.count, 4)
      + LittleEndian.bytes(file.count, 4) + [0, 0]
  }
}
