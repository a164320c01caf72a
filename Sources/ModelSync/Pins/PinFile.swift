internal import Glibc
package import Shared
internal import SystemPackage

/// `.model-sync.pin`: the generation that `current` is to lead to, whatever the source has. Blocks.
///
/// Any process may write it, under a lock that is held for a moment. Who moves `current`, or removes a generation, holds the same lock
/// while it looks at the pin and acts: so a pin is never published over, and never names what is being removed. `current` itself is moved
/// by the holder of the directory's lock alone.
package struct PinFile: Sendable {
  package static let name = ".model-sync.pin"
  package static let lockName = ".model-sync.pin.lock"
  /// Replaced by whoever holds the lock; swept by nobody, since a running ModelSync knows no other writer.
  package static let draftName = ".model-sync.pin.new"
  private static let maximumBytes = 4_096
  /// How often, and in microseconds how long, another holder is waited for: ten seconds in all.
  private static let attempts = (count: 1_000, pause: UInt32(10_000))

  private let directory: ModelDirectory

  package init(_ directory: ModelDirectory) { self.directory = directory }

  private var path: FilePath { directory.path.appending(Self.name) }

  /// What it says.
  package func read() throws(SyncFailure) -> Pin {
    let bytes: [UInt8]
    do {
      let file = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec, .nonBlocking, .noFollow])
      bytes = try file.closeAfter {
        try [UInt8](unsafeUninitializedCapacity: Self.maximumBytes) { buffer, count in
          count = try file.read(fromAbsoluteOffset: 0, into: UnsafeMutableRawBufferPointer(buffer))
        }
      }
    } catch Errno.noSuchFileOrDirectory {
      return .none
    } catch {
      throw .unreadable(path, error as? Errno ?? .ioError)
    }
    let text = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    guard text.count == 1, let id = GenerationID(String(text[0])) else { return .malformed }
    return .generation(id)
  }

  /// Makes `id` the pin, for good. Under the lock.
  package func write(_ id: GenerationID) throws(SyncFailure) {
    let draft = directory.path.appending(Self.draftName)
    try DurableFile.remove(draft)
    // Whoever runs ModelSync may be somebody else, and has to read it.
    try DurableFile.write(Array("\(id)\n".utf8), to: draft, isForAll: true)
    // A crash here leaves the old pin, and a draft that the next one replaces.
    try DurableFile.rename(draft, to: path)
    try DurableFile.synchronizeFolder(directory.path)
  }

  /// Takes the pin away, for good. Under the lock.
  package func remove() throws(SyncFailure) {
    try DurableFile.remove(path)
    try DurableFile.synchronizeFolder(directory.path)
  }

  /// Calls `body` while no other process, and no other thread of this one, is between looking at the pin and acting.
  package func withLock<Value>(_ body: () throws(SyncFailure) -> Value) throws(SyncFailure) -> Value {
    let path = directory.path.appending(Self.lockName)
    let file: FileDescriptor
    do throws(Errno) { file = try LockFile.open(path) } catch { throw .disk(path, error) }
    defer { try? file.close() }
    for _ in 0..<Self.attempts.count {
      if flock(file.rawValue, LOCK_EX | LOCK_NB) == 0 { return try body() }
      let reason = Errno(rawValue: errno)
      guard reason == .wouldBlock || reason == .interrupted else { throw .disk(path, reason) }
      usleep(Self.attempts.pause)
    }
    throw .disk(path, .wouldBlock)
  }

  /// What tells one state of the file from another without reading it.
  package struct Mark: Sendable, Equatable {
    private let inode: UInt
    private let seconds: Int
    private let nanoseconds: Int

    init(_ status: stat) {
      inode = UInt(status.st_ino)
      seconds = status.st_mtim.tv_sec
      nanoseconds = status.st_mtim.tv_nsec
    }
  }

  /// `nil` while there is none.
  package func mark() -> Mark? {
    var status = stat()
    return lstat(path.string, &status) == 0 ? Mark(status) : nil
  }
}
