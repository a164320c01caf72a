internal import CArchive
internal import Glibc

/// The members of the tar archive that a gzip stream holds, one after the other.
struct TarReader: ~Copyable {
  private let archive: OpaquePointer
  private let stream: GzipStream
  private var entry: OpaquePointer?
  private var number: Int

  /// A tar archive's unit: headers and data are padded to it.
  private static let block: Int64 = 512

  init(_ stream: GzipStream) throws(ArchiveError) {
    guard let archive = archive_read_new() else { throw .unreadable(reason: "there is not enough memory") }
    archive_read_support_format_tar(archive)
    // The stream outlives the archive that reads it: both are held here, and `deinit` frees the archive.
    let context = Unmanaged.passUnretained(stream).toOpaque()
    let opened = archive_read_open(
      archive, context, nil,
      { _, context, bytes in
        guard let context, let bytes else { return -1 }
        guard let next = try? Unmanaged<GzipStream>.fromOpaque(context).takeUnretainedValue().next() else { return -1 }
        bytes.pointee = next.baseAddress
        return next.count
      }, nil)
    guard opened == ARCHIVE_OK else {
      archive_read_free(archive)
      throw stream.failure ?? .notTar
    }
    self.archive = archive
    self.stream = stream
    entry = nil
    number = 0
  }

  deinit { archive_read_free(archive) }

  /// What a member is.
  enum Kind {
    case folder
    case file(size: Int64)
  }

  /// The next member; `nil` after the last, when the whole file has been read and found whole.
  mutating func next(limits: ArchiveLimits) throws(ArchiveError) -> (path: MemberPath, kind: Kind)? {
    let before = archive_filter_bytes(archive, 0)
    let end = (before + Self.block - 1) / Self.block * Self.block
    switch archive_read_next_header(archive, &entry) {
    case ARCHIVE_OK: break
    case ARCHIVE_EOF:
      // Two blocks of zeros end an archive; one that ends without them was cut.
      guard archive_filter_bytes(archive, 0) - end >= 2 * Self.block else { throw .truncatedTar }
      try stream.finish(contentEndsAt: end)
      return nil
    default: throw failure()
    }
    number += 1
    guard number <= limits.maximumEntries else { throw .tooManyEntries(limit: limits.maximumEntries) }
    let name = archive_entry_pathname(entry).flatMap { String(validatingCString: $0) }
    let path = try MemberPath(name: name, number: number, limits: limits)
    return (path, try kind(of: path, limits: limits))
  }

  /// Reads the current member's bytes into `buffer`; 0 at its end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(ArchiveError) -> Int {
    let read = archive_read_data(archive, buffer.baseAddress, buffer.count)
    guard read >= 0 else { throw failure() }
    return read
  }

  private func kind(of path: MemberPath, limits: ArchiveLimits) throws(ArchiveError) -> Kind {
    guard archive_entry_hardlink(entry) == nil else { throw .link(member: path.text) }
    switch archive_entry_filetype(entry) & S_IFMT {
    case S_IFREG:
      guard archive_entry_sparse_count(entry) == 0 else { throw .unsupportedKind(member: path.text, kind: "a sparse file") }
      let size = archive_entry_size(entry)
      guard size >= 0, size <= limits.maximumBytes else { throw .tooManyBytes(limit: limits.maximumBytes) }
      return .file(size: size)
    case S_IFDIR: return .folder
    case S_IFLNK: throw .link(member: path.text)
    case S_IFIFO: throw .unsupportedKind(member: path.text, kind: "a pipe")
    case S_IFCHR, S_IFBLK: throw .unsupportedKind(member: path.text, kind: "a device")
    default: throw .unsupportedKind(member: path.text, kind: "neither a file nor a folder")
    }
  }

  /// libarchive tells cut from damaged in words alone.
  private func failure() -> ArchiveError {
    if let failure = stream.failure { return failure }
    let text = archive_error_string(archive).map { String(cString: $0) } ?? ""
    if text.contains("runcated") { return .truncatedTar }
    if number == 0, text.contains("Unrecognized") { return .notTar }
    return .damaged(reason: "the header of its member number \(number + 1) is malformed")
  }
}
