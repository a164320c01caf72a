package import Logging
package import Shared
internal import SystemPackage

/// `--once --dry-run`: everything that a pull does up to the publication, beside the model directory instead of in it. The check command is
/// not asked: nobody knows what it changes.
package struct DryRun: Sendable {
  private let source: any ModelSource
  private let limits: ArchiveLimits
  private let trust: ArchiveTrust
  private let memoryFile: SyncMemoryFile
  private let recovery: Recovery

  /// - Parameter check: what it has refused is remembered under its name.
  package init(
    source: any ModelSource, directory: ModelDirectory, limits: ArchiveLimits, trust: ArchiveTrust = ArchiveTrust(),
    check: CheckCommand? = nil, logger: Logger
  ) {
    self.source = source
    memoryFile = SyncMemoryFile(directory, trust: trust, check: check)
    self.limits = limits
    self.trust = trust
    recovery = Recovery(directory, staging: Staging(directory), publisher: Publisher(directory), logger: logger)
  }

  /// What a pull would come to.
  package enum Finding: Sendable, Equatable {
    case wouldPublish(FetchedArchive)
    /// It would wait, since `current` is pinned.
    case wouldKeep(FetchedArchive, pinned: GenerationID)
    /// A pull would publish nothing.
    case ended(SyncOutcome)

    /// Whether `current` would be the newest, or the newest at hand.
    package var isNewest: Bool { if case .ended(let outcome) = self { outcome.isNewest } else { true } }

    /// The one line.
    package func line(source: String) -> String {
      func text(_ archive: FetchedArchive) -> String {
        "\(archive.displayName) (\(archive.bytes) bytes, sha256 \(archive.sha256)) from \(source)"
      }
      return switch self {
      case .wouldPublish(let archive): "would publish \(text(archive)), which is a whole model"
      case .wouldKeep(let archive, let pinned): "would keep \(text(archive)), which is a whole model; \(pinned) is pinned and stays current"
      case .ended(let outcome): outcome.line(source: source)
      }
    }
  }

  package func run() async -> Finding {
    do throws(SyncFailure) {
      return try await ScratchFolder.with { (folder) async throws(SyncFailure) in try await look(folder) }
    } catch {
      return .ended(.failed(error))
    }
  }

  private func look(_ folder: FilePath) async throws(SyncFailure) -> Finding {
    let (memoryFile, recovery) = (memoryFile, recovery)
    let (standing, memory) = try await BlockingWork.run { _ throws(SyncFailure) in
      (try recovery.look(), memoryFile.read())
    }
    var state = SyncState(source: source.identity, interval: nil, memory: memory)
    var step = state.advance(.began(current: standing.newest))
    while true {
      switch step {
      case .rest(.unchanged(let newest), _):
        guard standing.pinned != nil, let current = standing.current else { return .ended(.unchanged(newest)) }
        return .ended(.pinned(current, newest: newest, isNew: false))
      case .rest(let outcome, _): return .ended(outcome)
      case .fetch(let fingerprint): step = state.advance(await fetch(unless: fingerprint, into: folder))
      case .publish(let archive):
        do throws(SyncFailure) {
          _ = try await ArchiveInspection.inspect(folder.appending("archive"), in: folder, limits: limits)
          return standing.pinned.map { .wouldKeep(archive, pinned: $0) } ?? .wouldPublish(archive)
        } catch {
          step = state.advance(.failed(error))
        }
      }
    }
  }

  private func fetch(unless fingerprint: Fingerprint?, into folder: FilePath) async -> SyncFinding {
    let path = folder.appending("archive")
    let file: FileDescriptor
    do {
      file = try FileDescriptor.open(
        path, .readWrite, options: [.create, .exclusiveCreate, .closeOnExec], permissions: FilePermissions(rawValue: 0o600))
    } catch { return .failed(.disk(path, error as? Errno ?? .ioError)) }
    defer { try? file.close() }
    do throws(ModelSourceError) {
      switch try await source.fetch(unless: fingerprint, into: file) {
      case .unchanged: return .unchanged
      case .fetched(let archive): return await judged(archive, at: path)
      }
    } catch {
      return .failed(error == .cancelled ? .cancelled : .source(error))
    }
  }

  private func judged(_ archive: FetchedArchive, at path: FilePath) async -> SyncFinding {
    let trust = trust
    do throws(SyncFailure) {
      try await BlockingWork.run { _ throws(SyncFailure) in try trust.check(archive, in: path) }
      return .fetched(archive)
    } catch {
      return error.isRefusal ? .distrusted(archive, error) : .failed(error)
    }
  }
}
