import Glibc

/// The kernel gave no port of 127.0.0.1.
public struct LoopbackPortError: Error, CustomStringConvertible {
  /// The system call that failed.
  public let step: String
  /// Its `errno`.
  public let code: Int32

  public var description: String { "no free port on 127.0.0.1: \(step): \(String(cString: strerror(code)))" }
}
