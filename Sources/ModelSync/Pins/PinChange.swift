internal import Shared

/// Sets a pin or takes it away, and sees to it that `current` follows: by the ModelSync that keeps the directory, or where none does by hand.
struct PinChange: Sendable {
  /// For how long a running ModelSync is waited for.
  private static let patience = Duration.seconds(30)

  let reader: DirectoryReader

  init(_ reader: DirectoryReader) { self.reader = reader }

  func pin(_ id: GenerationID) async throws -> PublishedGeneration {
    let (file, recovery) = (PinFile(reader.directory), reader.recovery)
    let pinned = try await BlockingWork.run { _ throws(SyncFailure) in
      try file.withLock { () throws(SyncFailure) -> PublishedGeneration? in
        // Looked at under the lock: from here on nobody removes it.
        guard let generation = try recovery.whole(id) else { return nil }
        try file.write(id)
        return generation
      }
    }
    guard let pinned else { throw CommandError.notWhole(id) }
    _ = try await follow { $0.current?.id == id }
    return pinned
  }

  /// Prints what came of it.
  func unpin(_ output: CommandOutput) async throws -> Int32 {
    let file = PinFile(reader.directory)
    let before = try await BlockingWork.run { _ throws(SyncFailure) in
      try file.withLock { () throws(SyncFailure) -> Pin in
        let before = try file.read()
        if before != .none { try file.remove() }
        return before
      }
    }
    let standing = try await follow { $0.current?.id == $0.newest?.id }
    let current = standing.current.map { "\($0.id) is current" } ?? "nothing is current"
    output.print((before == .none ? "nothing was pinned" : "unpinned \(before.id?.description ?? "nothing")") + "; \(current)")
    return 0
  }

  /// Waits until the directory stands as it should, and brings it there where nobody else may.
  private func follow(until isSettled: @escaping @Sendable (Standing) -> Bool) async throws -> Standing {
    let (reader, deadline) = (reader, ContinuousClock.now + Self.patience)
    while true {
      let step = try await BlockingWork.run { _ throws(CommandError) in try Self.step(reader, isSettled) }
      switch step {
      case .settled(let standing): return standing
      case .held(let process):
        guard ContinuousClock.now < deadline else { throw CommandError.notFollowed(reader.directory.path, process: process) }
        try await Task.sleep(for: .milliseconds(50))
      }
    }
  }

  private enum Step: Sendable {
    case settled(Standing)
    /// Somebody else has the directory, and it does not stand as it should yet.
    case held(process: Int?)
  }

  private static func step(_ reader: DirectoryReader, _ isSettled: (Standing) -> Bool) throws(CommandError) -> Step {
    let standing = try reader.look()
    if isSettled(standing) { return .settled(standing) }
    do {
      // Whoever has the lock is the one who moves `current`.
      let lock = try DirectoryLock(reader.directory, isBrief: true)
      let standing = try reader.recovery.settle()
      _ = consume lock
      return .settled(standing)
    } catch DirectoryLockError.held(_, let process, _) {
      return .held(process: process)
    } catch {
      throw .failed("\(error)")
    }
  }
}
