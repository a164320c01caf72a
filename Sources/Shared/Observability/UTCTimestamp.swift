import Glibc

/// A moment as RFC 3339 writes it, in UTC with milliseconds: `2026-01-31T12:00:00.000Z`.
public struct UTCTimestamp: Sendable, Hashable, CustomStringConvertible {
  /// Milliseconds since the beginning of 1970.
  public let milliseconds: Int64

  public init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// What the system's clock says.
  public static var now: UTCTimestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return UTCTimestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }

  public var description: String {
    let (seconds, milliseconds) = milliseconds.quotientAndRemainder(dividingBy: 1000)
    var time = time_t(seconds)
    var parts = tm()
    gmtime_r(&time, &parts)
    let date = "\(parts.tm_year + 1900)-\(Self.padded(parts.tm_mon + 1, 2))-\(Self.padded(parts.tm_mday, 2))"
    let clock = "\(Self.padded(parts.tm_hour, 2)):\(Self.padded(parts.tm_min, 2)):\(Self.padded(parts.tm_sec, 2))"
    return "\(date)T\(clock).\(Self.padded(Int32(milliseconds), 3))Z"
  }

  private static func padded(_ number: Int32, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}
