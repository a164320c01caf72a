public import SystemPackage

/// A source of which only signed archives are wanted: each comes with the signature that lies beside it.
///
/// The signature is asked for first, so that an archive without one is not fetched at all. It is part of the fingerprint: an archive whose
/// signature was late, or is replaced, counts as another version. Whether a signature is good is for ``SigningKeys`` to say.
public struct SignedModelSource: ModelSource {
  private static let mark = "+signature:"

  private let source: any ModelSource
  private let suffix: String

  /// - Parameter suffix: what stands behind the archive's name in its signature's, such as `.sig`.
  public init(_ source: any ModelSource, suffix: String) {
    self.source = source
    self.suffix = suffix
  }

  public var identity: SourceIdentity { source.identity }

  public func signature(suffix: String, scratch: FileDescriptor) async throws(ModelSourceError) -> [UInt8]? {
    try await source.signature(suffix: suffix, scratch: scratch)
  }

  public func fetch(unless fingerprint: Fingerprint?, into file: FileDescriptor) async throws(ModelSourceError) -> ModelSourceAnswer {
    guard let signature = try await source.signature(suffix: suffix, scratch: file) else { throw .unsigned(source: summary) }
    let label = Self.mark + SHA256.hash(of: signature).hexadecimal
    let known = fingerprint.flatMap { $0.text.hasSuffix(label) ? Fingerprint(String($0.text.dropLast(label.count))) : nil }
    switch try await source.fetch(unless: known, into: file) {
    case .unchanged:
      guard known != nil else { throw .nothingThere(status: 304, source: summary) }
      return .unchanged
    case .fetched(let archive):
      return .fetched(
        FetchedArchive(
          fingerprint: Fingerprint(archive.fingerprint.text + label), displayName: archive.displayName, bytes: archive.bytes,
          sha256: archive.sha256, signature: signature))
    }
  }
}
