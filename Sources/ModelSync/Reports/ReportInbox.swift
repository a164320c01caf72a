internal import Glibc
package import Shared
internal import SystemPackage

/// What servers say of generations: the files of `reports/`, of which each server writes one. Blocks.
///
/// Anyone who may write the folder may have written anything. Only regular files of a bounded size are read, a bounded number of
/// them, and only what is said of the current generation counts. What nobody needs any more is removed.
package struct ReportInbox: Sendable {
  /// Of more files than these some are not looked at.
  package static let maximumFiles = 1_000

  private let directory: ModelDirectory

  package init(_ directory: ModelDirectory) { self.directory = directory }

  /// Makes the folder. One that is there keeps its owner and its mode.
  package func prepare() throws(SyncFailure) { try DurableFile.makeFolder(directory.reports) }

  /// Changes whenever a report comes or goes; `nil` when there is no folder.
  package func version() -> FileVersion? {
    var status = stat()
    guard lstat(directory.reports.string, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return nil }
    return FileVersion(status)
  }

  /// What is said of a generation, ordered by the servers' names.
  /// - Parameter sweeps: whether to remove whatever is no report on that generation.
  package func reports(on generation: GenerationID, sweeps: Bool = false) -> [GenerationReport] {
    guard let names = try? FileTree.names(in: directory.reports, atMost: Self.maximumFiles) else { return [] }
    var reports: [GenerationReport] = []
    for name in names {
      let path = directory.reports.appending(name)
      if name.hasPrefix(GenerationReport.temporaryNameBeginning) {
        if sweeps { removeLeftover(path) }
        continue
      }
      guard name.hasSuffix(GenerationReport.fileNameEnd) else { continue }
      let (version, bytes) = read(path)
      if let report = bytes.flatMap({ GenerationReport(parsing: $0, named: name) }), report.generation == generation {
        reports.append(report)
      } else if sweeps, let version, FileVersion(of: path) == version {
        // What has been written in the meantime stays.
        unlink(path.string)
      }
    }
    return reports
  }

  /// A regular file's bytes, unless they are too many. Nothing waits for a pipe, and no link is followed.
  private func read(_ path: FilePath) -> (FileVersion?, [UInt8]?) {
    let descriptor = open(path.string, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { return (FileVersion(of: path), nil) }
    defer { _ = close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return (nil, nil) }
    let version = FileVersion(status)
    guard status.st_mode & S_IFMT == S_IFREG, status.st_size <= GenerationReport.maximumBytes else { return (version, nil) }
    var bytes = [UInt8](repeating: 0, count: GenerationReport.maximumBytes + 1)
    var count = 0
    while count < bytes.count {
      let read = bytes[count...].withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
      guard read > 0 else { break }
      count += read
    }
    return (version, Array(bytes[..<count]))
  }

  /// A server that was killed leaves what it was writing. One that is alive is done within a moment.
  private func removeLeftover(_ path: FilePath) {
    var status = stat()
    guard lstat(path.string, &status) == 0, abs(time(nil) - status.st_mtim.tv_sec) > 60 else { return }
    unlink(path.string)
  }
}
