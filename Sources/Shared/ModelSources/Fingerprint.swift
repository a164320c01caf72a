/// What a source calls one version of a model: an ETag exactly as received (quotes and `W/` included), or a digest.
/// Two versions are the same when their fingerprints are equal, byte by byte.
public struct Fingerprint: Sendable, Hashable, CustomStringConvertible {
  public let text: String

  public init(_ text: String) { self.text = text }

  public var description: String { text }
}
