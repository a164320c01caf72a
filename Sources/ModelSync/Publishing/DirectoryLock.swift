internal import Glibc
package import Shared
internal import SystemPackage

/// One writer at a time: held for as long as this value lives, released by the kernel however the process ends.
package struct DirectoryLock: ~Copyable {
  package static let fileName = ".model-sync.lock"

  private let file: FileDescriptor

  /// What stands behind the process of a holder that is gone in a moment.
  private static let brief = "for a moment"
  /// For how long such a holder is waited for: ten seconds in all.
  private static let attempts = (count: 100, pause: UInt32(100_000))

  /// Takes the lock, or says who has it. A command that holds it for a moment is waited for. Blocks.
  package static func wait(for directory: ModelDirectory) throws(DirectoryLockError) -> DirectoryLock {
    for _ in 0..<attempts.count {
      do throws(DirectoryLockError) { return try DirectoryLock(directory) } catch {
        guard case .held(_, _, isBrief: true) = error else { throw error }
      }
      usleep(attempts.pause)
    }
    return try DirectoryLock(directory)
  }

  /// Takes the lock, or says who has it.
  /// - Parameter isBrief: whether it is released again in a moment.
  package init(_ directory: ModelDirectory, isBrief: Bool = false) throws(DirectoryLockError) {
    let path = directory.path.appending(Self.fileName)
    let file: FileDescriptor
    do throws(SyncFailure) { try DurableFile.makeFolder(directory.path) } catch { throw .unavailable("\(error)") }
    do {
      let options: FileDescriptor.OpenOptions = [.create, .closeOnExec, .noFollow]
      file = try FileDescriptor.open(path, .readWrite, options: options, permissions: FilePermissions(rawValue: 0o644))
    } catch {
      throw .unavailable("cannot write \(path): \(error)")
    }
    guard flock(file.rawValue, LOCK_EX | LOCK_NB) == 0 else {
      let reason = Errno(rawValue: errno)
      let holder = Self.holder(file)
      try? file.close()
      guard reason == .wouldBlock else { throw .unavailable("cannot lock \(path): \(reason)") }
      throw .held(directory.path, process: holder.process, isBrief: holder.isBrief)
    }
    do {
      try file.resize(to: 0, retryOnInterrupt: true)
      try file.writeAll(toAbsoluteOffset: 0, "\(getpid())\(isBrief ? " " + Self.brief : "")\n".utf8)
    } catch {
      try? file.close()
      throw .unavailable("cannot write \(path): \(error)")
    }
    self.file = file
  }

  deinit { try? file.close() }

  private static func holder(_ file: FileDescriptor) -> (process: Int?, isBrief: Bool) {
    var bytes = [UInt8](repeating: 0, count: 40)
    guard let count = try? bytes.withUnsafeMutableBytes({ try file.read(fromAbsoluteOffset: 0, into: $0) }) else { return (nil, false) }
    let line = String(decoding: bytes[..<count].prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    let words = line.split(separator: " ", maxSplits: 1)
    return (words.first.flatMap { Int($0) }, words.last.map { $0 == brief } ?? false)
  }
}
