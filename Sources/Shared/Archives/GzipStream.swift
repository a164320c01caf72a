internal import CArchive
internal import Glibc
internal import SystemPackage

/// The bytes that a gzip file unpacks to, counted and checked as they flow.
///
/// libarchive unpacks them; it compares neither gzip's checksum nor its length, and does not mind what follows.
/// Both are done here, so that a damaged archive never becomes a model.
final class GzipStream {
  private let source: OpaquePointer
  private let file: FileDescriptor
  private let limit: Int64
  private let buffer: UnsafeMutableRawBufferPointer
  private var checksum = CRC32()
  private var isAtEnd = false

  /// Bytes that were handed on so far.
  private(set) var count: Int64 = 0
  /// Where the last byte that is not zero ended.
  private(set) var endOfContent: Int64 = 0
  /// What stopped the stream, for whoever reads it through a C callback.
  private(set) var failure: ArchiveError?

  /// Starts reading `file`, which stays the caller's.
  init(_ file: FileDescriptor, limit: Int64) throws(ArchiveError) {
    guard let source = archive_read_new() else { throw .unreadable(reason: "there is not enough memory") }
    self.source = source
    self.file = file
    self.limit = limit
    buffer = .allocate(byteCount: 256 << 10, alignment: 16)
    guard try Self.startsAsGzip(file) else { throw .notGzip }
    archive_read_support_filter_gzip(source)
    archive_read_support_format_raw(source)
    var entry: OpaquePointer?
    guard archive_read_open_fd(source, file.rawValue, 128 << 10) == ARCHIVE_OK else { throw .truncatedGzip }
    switch archive_read_next_header(source, &entry) {
    case ARCHIVE_OK: break
    case ARCHIVE_EOF: isAtEnd = true
    default: throw .truncatedGzip
    }
    // One layer of gzip above the plain file: gzip in gzip is no model.
    guard isAtEnd || archive_filter_count(source) == 2 else { throw .notTar }
  }

  deinit {
    archive_read_free(source)
    buffer.deallocate()
  }

  /// The next bytes, valid until the next call; empty at the end.
  func next() throws(ArchiveError) -> UnsafeRawBufferPointer {
    if let failure { throw failure }
    do throws(ArchiveError) { return try read() } catch {
      failure = error
      throw error
    }
  }

  /// Reads what is left, without keeping it, and compares gzip's own account of its content.
  /// - Throws: `ArchiveError.trailingData` when bytes other than zeros follow `end`, or anything follows the gzip stream.
  func finish(contentEndsAt end: Int64) throws(ArchiveError) {
    while try !next().isEmpty {}
    guard endOfContent <= end else { throw .trailingData }
    let size: Int64
    var trailer: [UInt8] = .init(repeating: 0, count: 8)
    do {
      size = try file.seek(offset: 0, from: .end)
      let consumed = archive_filter_bytes(source, 1)
      guard consumed == size else { throw ArchiveError.trailingData }
      _ = try trailer.withUnsafeMutableBytes { try file.read(fromAbsoluteOffset: size - 8, into: $0) }
    } catch let error as ArchiveError {
      throw error
    } catch {
      throw .unreadable(reason: "\(error)")
    }
    let word = { (index: Int) in (0..<4).reduce(UInt32(0)) { $0 | UInt32(trailer[index + $1]) << (8 * UInt32($1)) } }
    guard word(0) == checksum.value, word(4) == UInt32(truncatingIfNeeded: count) else {
      throw .damaged(reason: "its checksum does not match its content")
    }
  }

  private func read() throws(ArchiveError) -> UnsafeRawBufferPointer {
    guard !isAtEnd else { return UnsafeRawBufferPointer(start: nil, count: 0) }
    let read = archive_read_data(source, buffer.baseAddress, buffer.count)
    guard read >= 0 else { throw readError() }
    isAtEnd = read == 0
    let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<read])
    if let last = bytes.lastIndex(where: { $0 != 0 }) { endOfContent = count + Int64(last) + 1 }
    count += Int64(read)
    checksum.update(bytes)
    guard count <= limit else { throw .tooManyBytes(limit: limit) }
    return bytes
  }

  /// libarchive says "truncated gzip input" in words alone; everything else that it finds is damage.
  private func readError() -> ArchiveError {
    let text = archive_error_string(source).map { String(cString: $0) } ?? ""
    if text.contains("truncated") { return .truncatedGzip }
    return .damaged(reason: "its gzip stream cannot be unpacked")
  }

  private static func startsAsGzip(_ file: FileDescriptor) throws(ArchiveError) -> Bool {
    var magic: [UInt8] = [0, 0]
    do {
      let read = try magic.withUnsafeMutableBytes { try file.read(fromAbsoluteOffset: 0, into: $0) }
      return read == 2 && magic == [0x1F, 0x8B]
    } catch {
      throw .unreadable(reason: "\(error)")
    }
  }
}
