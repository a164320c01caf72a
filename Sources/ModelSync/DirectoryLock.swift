internal import Glibc
package import Shared
internal import SystemPackage

/// One writer at a time: held for as long as this value lives, released by the kernel however the process ends.
package struct DirectoryLock: ~Copyable {
  package static let fileName = ".model-sync.lock"

  private let file: FileDescriptor

  /// Takes the lock, or says who has it.
  package init(_ directory: ModelDirectory) throws(DirectoryLockError) {
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
      throw .held(directory.path, process: holder)
    }
    do {
      try file.resize(to: 0, retryOnInterrupt: true)
      try file.writeAll(toAbsoluteOffset: 0, "\(getpid())\n".utf8)
    } catch {
      try? file.close()
      throw .unavailable("cannot write \(path): \(error)")
    }
    self.file = file
  }

  deinit { try? file.close() }

  private static func holder(_ file: FileDescriptor) -> Int? {
    var digits = [UInt8](repeating: 0, count: 20)
    guard let count = try? digits.withUnsafeMutableBytes({ try file.read(fromAbsoluteOffset: 0, into: $0) }) else { return nil }
    return Int(String(decoding: digits[..<count].prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
  }
}
