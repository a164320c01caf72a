internal import Glibc
public import SystemPackage

/// A folder of archives, of which the newest counts, or one archive.
///
/// The newest `*.tar.gz` is the one that was modified last, as Rasa has it; of two with the same time, the last by name.
/// Its fingerprint is made of its name, size, inode and time, so looking for news reads no archive. Copy an archive under
/// another name and rename it: one that is altered while it is read is refused, and fetched at the next attempt.
public struct LocalModelSource: ModelSource {
  private let path: FilePath
  private let maximumBytes: Int64

  /// - Parameters:
  ///   - path: a folder or an archive; looked at anew for every fetch, and need not be there yet.
  ///   - maximumBytes: a larger archive is refused.
  public init(path: FilePath, maximumBytes: Int64 = 4 << 30) {
    self.path = path
    self.maximumBytes = maximumBytes
  }

  public var identity: SourceIdentity { SourceIdentity(path.string) }

  public func fetch(unless fingerprint: Fingerprint?, into file: FileDescriptor) async throws(ModelSourceError) -> ModelSourceAnswer {
    let (source, progress) = (self, TransferProgress.current)
    return try await BlockingWork.run { cancellation throws(ModelSourceError) in
      try source.copy(unless: fingerprint, into: file, progress: progress, cancellation: cancellation)
    }
  }

  public func signature(suffix: String, scratch: FileDescriptor) async throws(ModelSourceError) -> [UInt8]? {
    let source = self
    return try await BlockingWork.run { _ throws(ModelSourceError) in
      let path = FilePath(try source.newestArchive().path.string + suffix)
      do throws(ConfigurationError) {
        return try ConfigurationFile.read(path, maximumBytes: Int(ArchiveSignature.maximumBytes))
      } catch {
        if case .missing = error { return nil }
        throw .unreadable(path, reason: .ioError)
      }
    }
  }

  /// The archive that a fetch would hand over now. Blocks.
  public func newest() throws(ModelSourceError) -> FilePath { try newestArchive().path }
}

extension LocalModelSource {
  private struct Candidate {
    let path: FilePath
    let status: stat

    init?(_ path: FilePath) {
      var status = stat()
      guard stat(path.string, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
      self.path = path
      self.status = status
    }

    var name: String { path.lastComponent?.string ?? "" }
    var time: (Int, Int) { (status.st_mtim.tv_sec, status.st_mtim.tv_nsec) }
    var fingerprint: Fingerprint {
      Fingerprint("\(name)-\(status.st_size)-\(status.st_ino)-\(time.0).\(time.1)")
    }
  }

  private func newestArchive() throws(ModelSourceError) -> Candidate {
    var status = stat()
    guard stat(path.string, &status) == 0 else {
      if errno == ENOENT { throw .noArchive(path) }
      throw .unreadable(path, reason: Errno(rawValue: errno))
    }
    var candidates: [Candidate] = []
    if status.st_mode & S_IFMT == S_IFDIR {
      let names: [String]
      do { names = try FileTree.names(in: path, followsLink: true) } catch { throw .unreadable(path, reason: error) }
      candidates = names.filter { $0.hasSuffix(".tar.gz") && !$0.hasPrefix(".") }.compactMap { Candidate(path.appending($0)) }
    } else {
      candidates = [Candidate(path)].compactMap { $0 }
    }
    guard let newest = candidates.max(by: { ($0.time.0, $0.time.1, $0.name) < ($1.time.0, $1.time.1, $1.name) }) else {
      throw .noArchive(path)
    }
    return newest
  }

  private func copy(
    unless fingerprint: Fingerprint?, into file: FileDescriptor, progress: TransferProgress?, cancellation: CancellationFlag
  ) throws(ModelSourceError) -> ModelSourceAnswer {
    let archive = try newestArchive()
    guard archive.fingerprint != fingerprint else { return .unchanged }
    guard archive.status.st_size <= maximumBytes else { throw .tooLarge(source: summary, limit: maximumBytes) }
    let size = Int64(archive.status.st_size)
    if let free = FreeSpace.shortage(forArchiveOf: size, beside: file) { throw .noSpace(source: summary, bytes: size, free: free) }
    let source: FileDescriptor
    do {
      source = try FileDescriptor.open(archive.path, .readOnly, options: [.closeOnExec, .nonBlocking])
    } catch {
      throw .unreadable(archive.path, reason: error as? Errno ?? .ioError)
    }
    defer { try? source.close() }
    progress?.begin(total: Int64(archive.status.st_size))
    let (bytes, digest) = try copy(source, of: archive, to: file, progress: progress, cancellation: cancellation)
    guard Candidate(archive.path)?.fingerprint == archive.fingerprint, bytes == archive.status.st_size else {
      throw .changedWhileRead(archive.path)
    }
    return .fetched(FetchedArchive(fingerprint: archive.fingerprint, displayName: archive.name, bytes: bytes, sha256: digest))
  }

  private func copy(
    _ source: FileDescriptor, of archive: Candidate, to file: FileDescriptor, progress: TransferProgress?, cancellation: CancellationFlag
  ) throws(ModelSourceError) -> (bytes: Int64, digest: SHA256Digest) {
    var hash = SHA256()
    var bytes: Int64 = 0
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      guard !cancellation.isRaised else { throw .cancelled }
      let count: Int
      do { count = try source.read(fromAbsoluteOffset: bytes, into: buffer) } catch {
        throw .unreadable(archive.path, reason: error as? Errno ?? .ioError)
      }
      guard count > 0 else { return (bytes, hash.finalize()) }
      guard bytes + Int64(count) <= archive.status.st_size else { throw .changedWhileRead(archive.path) }
      let piece = UnsafeRawBufferPointer(rebasing: buffer[..<count])
      hash.update(piece)
      do { try file.writeAll(toAbsoluteOffset: bytes, piece) } catch { throw .cannotWrite(error as? Errno ?? .ioError) }
      bytes += Int64(count)
      progress?.add(count)
    }
  }
}
