import Foundation
import Logging
import ModelSync
import Shared
import SystemPackage
import TestSupport
import Testing

/// A model directory of a test's own, and everything that writes it, with a source in memory.
struct Workshop: Sendable {
  let directory: ModelDirectory
  let source = InMemoryModelSource()
  let board: StatusBoard
  let registry = PrometheusRegistry()

  init(_ path: FilePath) {
    directory = ModelDirectory(path: path)
    board = StatusBoard(SyncStatus(source: "memory", startedAt: Date()), metrics: SyncMetrics(factory: registry))
  }

  func puller(
    pruning: Pruning = Pruning(), limits: ArchiveLimits = ArchiveLimits(), clock: SyncClock = .machine, inbox: ReportInbox? = nil,
    hold: DirectoryHold? = nil, logger: Logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
  ) -> Puller {
    Puller(
      source: source, directory: directory, limits: limits, pruning: pruning, hold: hold, inbox: inbox, board: board, clock: clock,
      logger: logger)
  }

  /// What a process that starts now would know.
  func state(interval: Duration? = .seconds(100)) -> SyncState {
    SyncState(source: source.identity, interval: interval, memory: SyncMemoryFile(directory).read())
  }

  func pull(_ state: inout SyncState, pruning: Pruning = Pruning()) async -> SyncOutcome {
    await puller(pruning: pruning).pull(&state).outcome
  }

  /// The marker of the model that `current` leads to; checks that it is whole.
  func marker() throws -> String? {
    guard let current = try directory.current() else { return nil }
    _ = try ArchiveVerification.verify(current.directory)
    let path = directory.currentLink.appending("components/marker.txt")
    return String(decoding: try Data(contentsOf: URL(fileURLWithPath: path.string)), as: UTF8.self)
  }

  /// Names in the model directory that are no business of a reader's, but for the lock and the memory.
  func leftovers() throws -> [String] {
    let known = [
      "current", "generations", "reports", ".staging", DirectoryLock.fileName, DirectoryLock.holderName, SyncMemoryFile.name, PinFile.name,
      PinFile.lockName,
    ]
    let staged = (try? FileTree.names(in: directory.staging)) ?? []
    return try FileTree.names(in: directory.path).filter { !known.contains($0) } + staged
  }

  static func with(_ name: String, _ body: (Workshop) async throws -> Void) async throws {
    try await TestDirectory.with(name) { try await body(Workshop($0.appending("models"))) }
  }
}

extension SyncOutcome {
  var generation: PublishedGeneration? {
    switch self {
    case .published(let generation), .unchanged(let generation), .pinned(let generation, _, _): generation
    case .refused, .failed: nil
    }
  }

  var failure: SyncFailure? { if case .failed(let failure) = self { failure } else { nil } }
  var refusal: SyncMemory.Refusal? { if case .refused(let refusal) = self { refusal } else { nil } }
}
