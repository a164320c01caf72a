/// How large a download may be, and how slow.
public struct DownloadLimits: Sendable, Equatable {
  /// A larger archive is refused, as soon as that is known.
  public var maximumBytes: Int64
  /// A download slower than this on average over `stallPeriod` is given up; 0 for no lower limit.
  public var minimumBytesPerSecond: Int
  public var stallPeriod: Duration
  /// A download is slowed down to this rate; `nil` for as fast as it comes.
  public var maximumBytesPerSecond: Int64?
  public var connectTimeout: Duration
  /// For the whole exchange; `nil` for as long as it takes, as long as bytes arrive.
  public var timeout: Duration?

  public init(
    maximumBytes: Int64 = 2 << 30, minimumBytesPerSecond: Int = 1_024, stallPeriod: Duration = .seconds(30),
    maximumBytesPerSecond: Int64? = nil, connectTimeout: Duration = .seconds(30), timeout: Duration? = nil
  ) {
    self.maximumBytes = maximumBytes
    self.minimumBytesPerSecond = minimumBytesPerSecond
    self.stallPeriod = stallPeriod
    self.maximumBytesPerSecond = maximumBytesPerSecond
    self.connectTimeout = connectTimeout
    self.timeout = timeout
  }
}
