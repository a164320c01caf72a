/// The immutable sorted table in which TensorFlow keeps a bundle's index: LevelDB's file format, without compression.
///
/// Source: LevelDB's `doc/table_format.md`.
enum SortedTable {
  private static let footerBytes = 48
  private static let magic: UInt64 = 0xDB47_7524_8B80_FB57
  private static let trailerBytes = 5
  /// More entries than any checkpoint has. Blocks may lie upon each other, so the file's size bounds nothing.
  private static let maximumEntries = 50_000
  /// A key repeats the one before it but for its end, so keys may be much larger than the file.
  private static let maximumKeyBytes = 2_000

  /// All entries in the order of their keys.
  /// - Throws: `CheckpointError.malformed`, saying what and where.
  static func entries(of bytes: [UInt8], file: String) throws(CheckpointError) -> [(key: [UInt8], value: ArraySlice<UInt8>)] {
    guard bytes.count >= footerBytes else { throw .malformed(file: file, reason: "it has only \(bytes.count) bytes") }
    var footer = ByteReader(bytes[(bytes.count - footerBytes)...])
    let handles = (footer.size(), footer.size(), footer.size(), footer.size())
    var end = ByteReader(bytes[(bytes.count - 8)...])
    guard end.uint64() == magic else { throw .malformed(file: file, reason: "it does not end as a tensor index does") }
    guard let offset = handles.2, let size = handles.3 else { throw .malformed(file: file, reason: "its footer is damaged") }
    var entries: [(key: [UInt8], value: ArraySlice<UInt8>)] = []
    for (_, handle) in try block(at: offset, size: size, of: bytes, file: file) {
      var reader = ByteReader(handle)
      guard let offset = reader.size(), let size = reader.size() else {
        throw .malformed(file: file, reason: "the index of its blocks is damaged")
      }
      entries += try block(at: offset, size: size, of: bytes, file: file)
      guard entries.count <= maximumEntries else { throw .malformed(file: file, reason: "it has more than \(maximumEntries) entries") }
    }
    return entries
  }

  private static func block(
    at offset: Int, size: Int, of bytes: [UInt8], file: String
  ) throws(CheckpointError) -> [(key: [UInt8], value: ArraySlice<UInt8>)] {
    let (end, overflow) = offset.addingReportingOverflow(size)
    guard !overflow, end <= bytes.count - footerBytes - trailerBytes else {
      throw .malformed(file: file, reason: "the block at byte \(offset) does not end within the file")
    }
    guard bytes[end] == 0 else { throw .malformed(file: file, reason: "the block at byte \(offset) is compressed, which is not supported") }
    var trailer = ByteReader(bytes[(end + 1)..<(end + trailerBytes)])
    let checksum = bytes.withUnsafeBytes { CRC32C.masked(UnsafeRawBufferPointer(rebasing: $0[offset...end])) }
    guard trailer.uint32() == checksum else { throw .malformed(file: file, reason: "the block at byte \(offset) fails its checksum") }
    guard let entries = entries(ofBlock: bytes[offset..<end]) else {
      throw .malformed(file: file, reason: "the block at byte \(offset) is damaged")
    }
    return entries
  }

  /// Each key shares a prefix with the one before it; restart points only speed up a search, which nobody does here.
  private static func entries(ofBlock block: ArraySlice<UInt8>) -> [(key: [UInt8], value: ArraySlice<UInt8>)]? {
    guard block.count >= 4 else { return nil }
    var tail = ByteReader(block.suffix(4))
    guard let restarts = tail.uint32(), 4 * (Int(restarts) + 1) <= block.count else { return nil }
    var reader = ByteReader(block.dropLast(4 * (Int(restarts) + 1)))
    var entries: [(key: [UInt8], value: ArraySlice<UInt8>)] = []
    var key: [UInt8] = []
    while !reader.isAtEnd {
      guard let shared = reader.size(), let unshared = reader.size(), let length = reader.size(), shared <= key.count,
        let suffix = reader.slice(unshared), let value = reader.slice(length)
      else { return nil }
      guard shared + suffix.count <= maximumKeyBytes, entries.count < maximumEntries else { return nil }
      key = Array(key.prefix(shared)) + suffix
      entries.append((key, value))
    }
    return entries
  }
}
