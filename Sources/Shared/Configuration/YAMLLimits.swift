/// How much a YAML text may demand of its reader.
public struct YAMLLimits: Sendable, Equatable {
  public var maximumBytes = 4 << 20
  public var maximumDepth = 100
  /// What the data may take once aliases are written out, counting a few bytes for every value beside its text.
  public var maximumExpandedBytes = 32 << 20

  public init() {}
}
