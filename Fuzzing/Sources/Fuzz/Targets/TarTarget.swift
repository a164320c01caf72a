import Shared
import SystemPackage

/// An archive. The first byte of an input says what the rest is: a tar archive that is still to be compressed, or the file itself.
enum TarTarget: FuzzTarget {
  static let name = "tar"
  private static let limits = ArchiveLimits(maximumBytes: 4 << 20, maximumEntries: 200, maximumPathLength: 200, maximumDepth: 8)

  static func run(_ bytes: [UInt8]) {
    guard let kind = bytes.first else { return }
    let archive = Workshop.folder.appending("archive")
    let target = Workshop.folder.appending("model")
    Workshop.write(kind & 1 == 0 ? StoredGzip.wrap(Array(bytes.dropFirst())) : Array(bytes.dropFirst()), to: archive)
    defer { Workshop.remove(target) }
    do {
      let unpacked = try ModelArchive.unpack(archive, into: target, limits: limits)
      precondition(unpacked.bytes <= limits.maximumBytes && unpacked.entries <= 8 * limits.maximumEntries, "a limit does not hold")
      _ = try? ArchiveVerification.verify(target)
      precondition(Workshop.names(in: Workshop.folder) == ["archive", "model"], "an archive wrote beside its folder")
    } catch {
      precondition(!error.description.isEmpty)
      precondition(Workshop.names(in: Workshop.folder) == ["archive"], "a refused archive leaves something")
    }
  }
}
