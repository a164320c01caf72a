/// How much an archive may hold. A larger one is refused, never cut short.
public struct ArchiveLimits: Sendable, Equatable {
  /// The most bytes that the archive may unpack to, headers and padding included.
  public var maximumBytes: Int64
  /// The most files and folders.
  public var maximumEntries: Int
  /// The longest path of a member, in bytes.
  public var maximumPathLength: Int
  /// The deepest nesting of folders.
  public var maximumDepth: Int

  public init(
    maximumBytes: Int64 = 4 << 30, maximumEntries: Int = 10_000, maximumPathLength: Int = 1_024, maximumDepth: Int = 32
  ) {
    self.maximumBytes = maximumBytes
    self.maximumEntries = maximumEntries
    self.maximumPathLength = maximumPathLength
    self.maximumDepth = maximumDepth
  }
}
