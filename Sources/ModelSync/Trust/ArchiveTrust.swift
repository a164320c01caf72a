package import Shared
package import SystemPackage

/// Which archives may become a generation at all: those that somebody signed, those of known digests.
package struct ArchiveTrust: Sendable {
  /// Whose signature is wanted; none: nobody's.
  package var keys: SigningKeys
  /// The only digests that are accepted; none: every one is.
  package var digests: Set<SHA256Digest>

  package init(keys: SigningKeys = SigningKeys(), digests: Set<SHA256Digest> = []) {
    self.keys = keys
    self.digests = digests
  }

  /// Tells this trust from another, under which a refused archive may be acceptable.
  package var identity: String { keys.identity + digests.map(\.hexadecimal).sorted().joined(separator: ",") }

  /// Refuses an archive that is not to be trusted. Blocks.
  /// - Parameter file: where the archive is, whole.
  package func check(_ archive: FetchedArchive, in file: FilePath) throws(SyncFailure) {
    guard digests.isEmpty || digests.contains(archive.sha256) else {
      throw .untrusted(reason: "its sha256 \(archive.sha256) is none of the pinned ones")
    }
    guard !keys.isEmpty else { return }
    guard let signature = archive.signature else { throw .untrusted(reason: "it has no signature") }
    let isSigned: Bool
    do { isSigned = try keys.verify(signature, of: file) } catch { throw .disk(file, error) }
    guard isSigned else { throw .untrusted(reason: "no trusted key made its signature") }
  }
}
