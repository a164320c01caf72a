internal import Glibc
internal import ModelFormat
package import Shared
internal import SystemPackage

/// One writer at a time: held for as long as this value lives, released by the kernel however the process ends.
package struct DirectoryLock: ~Copyable {
  package static let fileName = ".model-sync.lock"
  /// In which the holder stands, for whoever wants the lock as well: the lock itself cannot be read.
  package static let holderName = ".model-sync.process"

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
    do throws(Errno) { file = try LockFile.open(path) } catch { throw .unavailable("cannot write \(path): \(error)") }
    guard flock(file.rawValue, LOCK_EX | LOCK_NB) == 0 else {
      let reason = Errno(rawValue: errno)
      try? file.close()
      guard reason == .wouldBlock else { throw .unavailable("cannot lock \(path): \(reason)") }
      let holder = Self.holder(of: directory)
      throw .held(directory.path, process: holder.process, isBrief: holder.isBrief)
    }
    self.file = file
    // Nothing depends on it but a sentence: where it cannot be written, as on a full disk, that names no process.
    let note = directory.path.appending(Self.holderName)
    try? DurableFile.remove(note)
    try? DurableFile.write(Array("\(getpid())\(isBrief ? " " + Self.brief : "")\n".utf8), to: note, isForAll: true)
  }

  deinit { try? file.close() }

  /// Whether the directory's lock is this one. It is not when another folder has taken the directory's place.
  package func isLock(of directory: ModelDirectory) -> Bool {
    var (held, named) = (stat(), stat())
    return fstat(file.rawValue, &held) == 0 && lstat(directory.path.appending(Self.fileName).string, &named) == 0
      && held.st_dev == named.st_dev && held.st_ino == named.st_ino
  }

  private static func holder(of directory: ModelDirectory) -> (process: Int?, isBrief: Bool) {
    guard let text = try? ModelFile.read(holderName, of: directory.path, maximumBytes: 64) else { return (nil, false) }
    let line = String(decoding: text.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    let words = line.split(separator: " ", maxSplits: 1)
    return (words.first.flatMap { Int($0) }, words.last.map { $0 == brief } ?? false)
  }
}
