internal import Logging
internal import Shared

extension Sync {
  /// `--once --dry-run`. Needs no leave to write the directory, and so runs beside a ModelSync that has it.
  static func dryRun(_ configuration: SyncConfiguration, report: ProgressReport, logger: Logger) async -> Int32 {
    let client = HTTPClient(configuration: .init(userAgent: "ModelSync/\(Version.number)"))
    defer { client.shutdown() }
    let source: any ModelSource
    do {
      source = ReportedSource(try await Self.source(configuration, client: client), report)
    } catch {
      let status = fail("\(error)", configuration, logger)
      return error is RemoteStorageError ? 2 : status
    }
    let run = DryRun(
      source: source, directory: ModelDirectory(path: configuration.modelDirectory), limits: configuration.archiveLimits,
      trust: configuration.trust, check: configuration.check, logger: logger)
    let finding = await Interruption.ending { await run.run() }
    print(finding.line(source: source.summary))
    return finding.isNewest ? 0 : 1
  }
}
