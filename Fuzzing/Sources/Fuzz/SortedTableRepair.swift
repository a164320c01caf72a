/// Puts right the checksums of a LevelDB table's blocks, as far as the blocks can be found.
enum SortedTableRepair {
  static func repair(_ file: inout [UInt8]) {
    guard file.count >= 48 else { return }
    file.replaceSubrange((file.count - 8)..., with: [0x57, 0xFB, 0x80, 0x8B, 0x24, 0x75, 0x47, 0xDB])
    var position = file.count - 48
    let numbers = (0..<4).map { _ in varint(file, &position) }
    guard let offset = numbers[2], let size = numbers[3], fix(offset, size, &file) else { return }
    for handle in handles(inBlock: Array(file[offset..<offset + size])) { _ = fix(handle.offset, handle.size, &file) }
  }

  private static func fix(_ offset: Int, _ size: Int, _ file: inout [UInt8]) -> Bool {
    guard offset <= file.count, size <= file.count, offset + size + 5 <= file.count - 48 else { return false }
    file[offset + size] = 0
    let checksum = Int(MaskedChecksum.of(file[offset...offset + size]))
    file.replaceSubrange(offset + size + 1..<offset + size + 5, with: LittleEndian.bytes(checksum, 4))
    return true
  }

  private static func handles(inBlock block: [UInt8]) -> [(offset: Int, size: Int)] {
    var handles: [(offset: Int, size: Int)] = []
    var position = 0
    while position + 4 < block.count, handles.count < 100 {
      guard varint(block, &position) != nil, let unshared = varint(block, &position), let length = varint(block, &position),
        unshared <= block.count, length <= block.count, position + unshared + length <= block.count
      else { break }
      var value = position + unshared
      if let offset = varint(block, &value), let size = varint(block, &value) { handles.append((offset, size)) }
      position += unshared + length
    }
    return handles
  }

  private static func varint(_ bytes: [UInt8], _ position: inout Int) -> Int? {
    var value = 0
    for shift in 0..<8 {
      guard position < bytes.count else { return nil }
      defer { position += 1 }
      value |= Int(bytes[position] & 0x7F) << (7 * shift)
      if bytes[position] < 0x80 { return value }
    }
    return nil
  }
}
