public import SystemPackage

/// Where trained models come from: a model server, a folder, an object store.
///
/// A source answers one question: is there another version than the one I have? Its contract:
///
/// - ``fetch(unless:into:)`` with `nil` hands over the newest version, or throws when there is none.
/// - Given the fingerprint that it last handed over, it answers `unchanged` while its newest version stays the same.
///   A server that ignores conditional requests is the exception: it hands the same over again, so a caller that
///   minds compares digests.
/// - The bytes that reached the file are exactly the archive's, and `bytes` and `sha256` describe them. After a throw the
///   file's content means nothing.
/// - It never looks into the archive: what it hands over may be no model at all.
/// - Cancelling the calling task ends it promptly, with `ModelSourceError.cancelled`.
/// - Neither ``summary`` nor its errors hold a password, a token or a query.
public protocol ModelSource: Sendable {
  /// What the fingerprints of this source's versions belong to.
  var identity: SourceIdentity { get }

  /// Writes the newest version's archive to `file`, unless its fingerprint is `fingerprint`.
  /// - Parameters:
  ///   - fingerprint: the version that the caller has; `nil` for none.
  ///   - file: an empty file, written from its start.
  func fetch(unless fingerprint: Fingerprint?, into file: FileDescriptor) async throws(ModelSourceError) -> ModelSourceAnswer

  /// The detached signature of the newest version's archive: what the source has under the archive's name with `suffix` after it.
  /// - Parameter scratch: an empty file that may be used on the way; empty again afterwards.
  /// - Returns: the bytes as they are there; `nil` when there are none.
  func signature(suffix: String, scratch: FileDescriptor) async throws(ModelSourceError) -> [UInt8]?
}

extension ModelSource {
  /// Where this is, for logs, `generation.json` and `/status`.
  public var summary: String { identity.summary }
}
