/// An archive that a source wrote to a file.
public struct FetchedArchive: Sendable, Equatable {
  public let fingerprint: Fingerprint
  /// A file name without folders, for display only.
  public let displayName: String
  public let bytes: Int64
  public let sha256: SHA256Digest
  /// What lies beside the archive to vouch for it, where somebody asked for that. Not verified.
  public let signature: [UInt8]?

  public init(fingerprint: Fingerprint, displayName: String, bytes: Int64, sha256: SHA256Digest, signature: [UInt8]? = nil) {
    self.fingerprint = fingerprint
    self.displayName = displayName
    self.bytes = bytes
    self.sha256 = sha256
    self.signature = signature
  }
}

extension FetchedArchive {
  /// What an archive without a usable name is called, as Rasa calls it.
  public static let defaultName = "model.tar.gz"

  /// The last part of a name that somebody else chose: no folders, no control characters, at most 255 bytes.
  public static func displayName(of name: String?) -> String {
    guard let last = name?.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last else { return defaultName }
    let text = String(last)
    let isUsable =
      text != "." && text != ".." && text.utf8.count <= 255
      && !text.unicodeScalars.contains { $0.properties.generalCategory == .control }
    return isUsable ? text : defaultName
  }
}
