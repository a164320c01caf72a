internal import Glibc
public import SystemPackage

/// Unpacking a trained model's `.tar.gz`: whole, or not at all.
///
/// Refused, each with its own sentence: names that are absolute or lead upwards, links, devices and pipes, names that
/// occur twice, more bytes or entries than `ArchiveLimits` allows, an archive that is cut, damaged, or followed by
/// anything. The checksum of the gzip stream and the end mark of the tar archive are both checked.
///
///     let unpacked = try ModelArchive.unpack("model.tar.gz", into: "staging/model")
public enum ModelArchive {
  /// Unpacks `archive` into `directory`, which is made and must not exist. On refusal nothing of it is left.
  ///
  /// Files get mode 0644 and folders 0755 (less the process's umask), whatever the archive says. Nothing is made
  /// durable: `FileTree.synchronize` does that. This function blocks; call it through `BlockingWork`.
  /// - Parameter cancellation: looked at between blocks of data; ends the work with `ArchiveError.cancelled`.
  public static func unpack(
    _ archive: FilePath, into directory: FilePath, limits: ArchiveLimits = ArchiveLimits(),
    cancellation: CancellationFlag = CancellationFlag()
  ) throws(ArchiveError) -> UnpackedArchive {
    let file = try open(archive)
    defer { try? file.close() }
    guard mkdir(directory.string, 0o755) == 0 else {
      throw .cannotWrite(member: "the folder", reason: Errno(rawValue: errno))
    }
    do throws(ArchiveError) {
      return try inUTF8 { () throws(ArchiveError) in
        try unpack(file, into: directory, limits: limits, cancellation: cancellation)
      }
    } catch {
      try? FileTree.remove(directory)
      throw error
    }
  }

  private static func open(_ archive: FilePath) throws(ArchiveError) -> FileDescriptor {
    do {
      // Not blocking, lest a pipe in the archive's place hold us for ever.
      let file = try FileDescriptor.open(archive, .readOnly, options: [.closeOnExec, .nonBlocking])
      var status = stat()
      if fstat(file.rawValue, &status) == 0, status.st_mode & S_IFMT == S_IFREG { return file }
      try file.close()
    } catch {
      throw .unreadable(reason: "\(error)")
    }
    throw .unreadable(reason: "it is not a regular file")
  }

  private static func unpack(
    _ file: FileDescriptor, into directory: FilePath, limits: ArchiveLimits, cancellation: CancellationFlag
  ) throws(ArchiveError) -> UnpackedArchive {
    var reader = try TarReader(GzipStream(file, limit: limits.maximumBytes))
    var writer = try TreeWriter(directory: directory, limits: limits)
    var bytes: Int64 = 0
    while let (path, kind) = try reader.next(limits: limits) {
      guard !cancellation.isRaised else { throw .cancelled }
      switch kind {
      case .folder: try writer.makeFolder(path)
      case .file(let size):
        let target = try writer.makeFile(path)
        defer { try? target.close() }
        guard size <= limits.maximumBytes - bytes else { throw .tooManyBytes(limit: limits.maximumBytes) }
        let written = try copy(size, from: reader, to: target, path: path, cancellation: cancellation)
        // libarchive itself tells a cut archive; fewer bytes than the header says, without an error, end in a hole.
        guard written == size else { throw .unsupportedKind(member: path.text, kind: "a sparse file") }
        bytes += written
      }
    }
    return UnpackedArchive(entries: writer.entries, bytes: bytes)
  }

  private static func copy(
    _ size: Int64, from reader: borrowing TarReader, to target: FileDescriptor, path: MemberPath, cancellation: CancellationFlag
  ) throws(ArchiveError) -> Int64 {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
    defer { buffer.deallocate() }
    var written: Int64 = 0
    while true {
      guard !cancellation.isRaised else { throw .cancelled }
      let count = try reader.read(into: buffer)
      guard count > 0 else { return written }
      written += Int64(count)
      guard written <= size else { throw .damaged(reason: "\(path.text) is longer than its header says") }
      do {
        try target.writeAll(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      } catch {
        throw .cannotWrite(member: path.text, reason: error as? Errno ?? .ioError)
      }
    }
  }

  /// libarchive converts names into the thread's character set, which is ASCII unless one says otherwise.
  private static func inUTF8<Value>(_ body: () throws(ArchiveError) -> Value) throws(ArchiveError) -> Value {
    guard let unicode = newlocale(1 << LC_CTYPE, "C.UTF-8", nil) else { return try body() }
    let previous = uselocale(unicode)
    defer {
      uselocale(previous)
      freelocale(unicode)
    }
    return try body()
  }
}
