internal import JSON
internal import ModelFormat
package import Shared
internal import SystemPackage

/// Where `SyncMemory` outlives the process: `.model-sync.json` in the model directory. Blocks.
package struct SyncMemoryFile: Sendable {
  package static let name = ".model-sync.json"
  private static let maximumBytes = 1 << 20

  private let directory: ModelDirectory
  private let crashPoints: CrashPoints
  /// Who refuses: another version of this program, or other settings, may accept what this one does not.
  private let judge: String

  package init(
    _ directory: ModelDirectory, crashPoints: CrashPoints = CrashPoints(), trust: ArchiveTrust = ArchiveTrust(), check: CheckCommand? = nil
  ) {
    self.directory = directory
    self.crashPoints = crashPoints
    let settings = trust.identity + (check?.command ?? "")
    judge = Version.number + (settings.isEmpty ? "" : "+" + SHA256.hash(of: Array(settings.utf8)).hexadecimal)
  }

  private var path: FilePath { directory.path.appending(Self.name) }

  /// What was remembered; nothing when the file is missing or spoilt, which costs at most a download.
  package func read() -> SyncMemory { read(refusalsBy: judge) }

  /// The same with what other versions and settings have refused.
  package func readWhoeverRefused() -> SyncMemory { read(refusalsBy: nil) }

  private func read(refusalsBy judge: String?) -> SyncMemory {
    guard let text = try? ModelFile.read(Self.name, of: directory.path, maximumBytes: Self.maximumBytes),
      let json = try? JSONParser.parse(text)
    else { return SyncMemory() }
    return SyncMemory(json: json, version: judge)
  }

  package func write(_ memory: SyncMemory) throws(SyncFailure) {
    let temporary = directory.path.appending(TemporaryName.make("memory"))
    try DurableFile.write(memory.text(version: judge), to: temporary)
    // A crash here leaves the old memory, and a temporary file that the next start sweeps.
    crashPoints.pass(.memoryWritten)
    try DurableFile.rename(temporary, to: path)
    // A crash here leaves the old memory or the new one, whole.
    crashPoints.pass(.memorySwapped)
    try DurableFile.synchronizeFolder(directory.path)
  }
}
