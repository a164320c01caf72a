internal import CArchive

/// The members of a zip file that lies in memory.
///
/// libarchive reads it: the directory at the end, stored and compressed members, checksums.
struct ZipArchive {
  /// What the members hold, by their names.
  let members: [String: [UInt8]]

  static let maximumMembers = 4096
  /// How many bytes the members may have together.
  static let maximumBytes = 1 << 29

  /// Unpacks all members.
  /// - Parameter name: the file, as errors name it.
  /// - Throws: `CheckpointError.malformed` for anything but a sound zip file of plain members, each with a name of its own.
  init(_ bytes: [UInt8], name: String) throws(CheckpointError) {
    guard let archive = archive_read_new() else { throw .unreadable(file: name, reason: "there is not enough memory") }
    defer { archive_read_free(archive) }
    archive_read_support_format_zip_seekable(archive)
    let result: Result<[String: [UInt8]], CheckpointError> = bytes.withUnsafeBytes { bytes in
      Result { () throws(CheckpointError) in try Self.members(of: archive, bytes, name: name) }
    }
    members = try result.get()
  }

  private static func members(
    of archive: OpaquePointer, _ bytes: UnsafeRawBufferPointer, name: String
  ) throws(CheckpointError) -> [String: [UInt8]] {
    guard archive_read_open_memory(archive, bytes.baseAddress, bytes.count) == ARCHIVE_OK else {
      throw .malformed(file: name, reason: "it is no zip file")
    }
    var members: [String: [UInt8]] = [:]
    var rest = maximumBytes
    while true {
      var entry: OpaquePointer?
      switch archive_read_next_header(archive, &entry) {
      case ARCHIVE_OK: break
      case ARCHIVE_EOF: return members
      default: throw .malformed(file: name, reason: members.isEmpty ? "it is no zip file" : "the directory of the zip file is damaged")
      }
      guard let path = archive_entry_pathname(entry).map({ String(cString: $0) }), !path.isEmpty else {
        throw .malformed(file: name, reason: "a member of the zip file has no name that can be read")
      }
      let member = String(path.prefix(80))
      guard members.count < maximumMembers else { throw .malformed(file: name, reason: "it has more than \(maximumMembers) members") }
      guard members[path] == nil else { throw .malformed(file: name, reason: "the member \(member) is there twice") }
      guard archive_entry_is_encrypted(entry) == 0 else { throw .malformed(file: name, reason: "the member \(member) is encrypted") }
      let content = try content(of: archive, member: member, limit: rest, name: name)
      rest -= content.count
      members[path] = content
    }
  }

  private static func content(
    of archive: OpaquePointer, member: String, limit: Int, name: String
  ) throws(CheckpointError) -> [UInt8] {
    var content: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = buffer.withUnsafeMutableBytes { archive_read_data(archive, $0.baseAddress, $0.count) }
      guard count >= 0 else { throw .malformed(file: name, reason: "the member \(member) is damaged") }
      if count == 0 { return content }
      guard content.count + count <= limit else {
        throw .malformed(file: name, reason: "its members have more than \(maximumBytes) bytes")
      }
      content.append(contentsOf: buffer[..<count])
    }
  }
}
