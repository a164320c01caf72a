internal import FoundationEssentials
internal import Glibc
package import Logging
package import Shared
internal import Synchronization
package import SystemPackage

/// Tells ModelSync what became of a generation here, in a file of this server's own.
///
/// Nobody waits for it to be read, and a folder that cannot be written keeps no model from being served.
package final class ReportOutbox: Sendable {
  private let folder: FilePath
  private let isRequired: Bool
  private let server: ServerName
  private let logger: Logger
  /// The last report, as long as it could not be written.
  private let unwritten = Mutex<GenerationReport?>(nil)

  /// - Parameters:
  ///   - folder: where reports go.
  ///   - isRequired: whether somebody named the folder, so that a report that cannot be written is worth a warning.
  package init(folder: FilePath, isRequired: Bool, server: ServerName, logger: Logger) {
    self.folder = folder
    self.isRequired = isRequired
    self.server = server
    self.logger = logger
  }

  /// Leaves a report in place of the former one.
  package func report(_ verdict: GenerationReport.Verdict, on generation: GenerationID, tests: Int, reason: String? = nil) async {
    let report = GenerationReport(
      generation: generation, server: server, verdict: verdict, tests: tests, reason: reason, reportedAt: Date())
    do throws(Errno) { try await write(report) } catch {
      let sentence = "no report on generation \(generation) can be written into \(folder): \(error)"
      // Without the folder nobody reads reports; a folder that is mounted to be read is no less usual.
      if isRequired || ![.noSuchFileOrDirectory, .readOnlyFileSystem, .permissionDenied].contains(error) {
        logger.warning("\(sentence)")
      } else {
        logger.debug("\(sentence)")
      }
    }
  }

  /// Tries again to leave a report that could not be written: its folder may have been made since.
  package func retry() async {
    guard let report = unwritten.withLock({ $0 }) else { return }
    try? await write(report)
  }

  private func write(_ report: GenerationReport) async throws(Errno) {
    unwritten.withLock { $0 = report }
    try await BlockingWork.run { [folder] _ throws(Errno) in try Self.write(report, into: folder) }
    unwritten.withLock { $0 = nil }
  }

  /// By a rename: who reads sees the former report or this one, whole.
  private static func write(_ report: GenerationReport, into folder: FilePath) throws(Errno) {
    let temporary = folder.appending(GenerationReport.temporaryName(UInt64.random(in: .min ... .max)))
    do {
      let file = try FileDescriptor.open(
        temporary, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec, .noFollow], permissions: FilePermissions(rawValue: 0o644))
      _ = try file.closeAfter { try file.writeAll(report.text) }
      guard rename(temporary.string, folder.appending(GenerationReport.fileName(of: report.server)).string) == 0 else {
        throw Errno(rawValue: errno)
      }
    } catch {
      unlink(temporary.string)
      throw error as? Errno ?? .ioError
    }
  }
}
