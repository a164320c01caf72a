/// What an archive held.
public struct UnpackedArchive: Sendable, Equatable {
  /// The files and folders that were written.
  public let entries: Int
  /// The bytes of the files.
  public let bytes: Int64

  public init(entries: Int, bytes: Int64) {
    self.entries = entries
    self.bytes = bytes
  }
}
