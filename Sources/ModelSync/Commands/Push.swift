internal import Glibc
internal import Shared
internal import SystemPackage

/// Verifies an archive and puts it into a storage.
struct Push: Sendable {
  private let path: FilePath
  private let configuration: PushConfiguration
  private let report: ProgressReport

  init(_ path: FilePath, _ configuration: PushConfiguration, report: ProgressReport) {
    self.path = path
    self.configuration = configuration
    self.report = report
  }

  /// - Returns: what came of it, in a line.
  func run() async throws(CommandError) -> String {
    let client = HTTPClient(configuration: .init(userAgent: "ModelSync/\(Version.number)"))
    defer { client.shutdown() }
    let store: any ObjectStore
    do { store = try await configuration.storage.store(client: client, limits: configuration.limits, writes: true) } catch {
      throw .failed("\(error)")
    }
    let file = try open()
    defer { try? file.close() }
    let content = try await verified(file)
    guard content.size <= store.maximumWrittenBytes else {
      throw .failed("\(path) has \(content.size) bytes; the storage takes at most \(store.maximumWrittenBytes) in one request")
    }
    let name = store.name(of: configuration.key)
    let (key, replaces) = (configuration.key, configuration.replaces)
    do {
      let outcome = try await report.during("uploading") { () async throws(ObjectStoreError) in
        try await ObjectUpload(to: store).run(content, as: key, replaces: replaces)
      }
      let text = "\(path) (\(content.size) bytes, sha256 \(content.sha256))"
      return outcome == .stored ? "pushed \(text) to \(name)" : "unchanged: \(name) is there already with the same bytes as \(text)"
    } catch .exists(let place) {
      throw .failed("\(place) is there already, not known to have the same bytes; --overwrite replaces it")
    } catch .transfer(.cancelled) {
      throw .interrupted
    } catch {
      throw .failed("\(error)")
    }
  }

  private func open() throws(CommandError) -> FileDescriptor {
    guard FileKind.isRegular(path) else { throw .failed("there is no archive at \(path)") }
    do { return try FileDescriptor.open(path, .readOnly, options: [.closeOnExec, .nonBlocking]) } catch {
      throw .failed("cannot read \(path): \(error)")
    }
  }

  /// Verifies exactly what will be sent: everything reads the one open file, and the storage holds what arrives against the checksums
  /// that were made before.
  private func verified(_ file: FileDescriptor) async throws(CommandError) -> ObjectContent {
    let before = Self.status(file)
    let content: ObjectContent
    do {
      content = try await BlockingWork.run { cancellation throws(Errno) in
        try ObjectContent(reading: file, cancellation: cancellation)
      }
    } catch .canceled {
      throw .interrupted
    } catch {
      throw .failed("cannot read \(path): \(error)")
    }
    do throws(SyncFailure) {
      _ = try await ArchiveInspection.inspect(FilePath("/proc/self/fd/\(file.rawValue)"), limits: configuration.archiveLimits)
    } catch .cancelled {
      throw .interrupted
    } catch {
      throw .failed("\(path) is not pushed: \(CommandOutput.plain("\(error)"))")
    }
    guard Self.status(file) == before else { throw .failed("\(path) was altered while it was read") }
    return content
  }

  /// What changes when a file does.
  private static func status(_ file: FileDescriptor) -> [Int] {
    var status = stat()
    guard fstat(file.rawValue, &status) == 0 else { return [] }
    return [Int(status.st_size), status.st_mtim.tv_sec, status.st_mtim.tv_nsec]
  }
}
