import Foundation

/// What the kernel says about a process, from `/proc`.
public enum ProcessMemory {
  /// Resident bytes of a process now, or `nil` when there is no such process.
  public static func resident(of processIdentifier: Int32) -> Int? { field("VmRSS:", of: processIdentifier) }

  /// The most bytes that were ever resident.
  public static func peak(of processIdentifier: Int32) -> Int? { field("VmHWM:", of: processIdentifier) }

  /// Open file descriptors of a process of this user.
  public static func openFiles(of processIdentifier: Int32) -> Int? {
    try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(processIdentifier)/fd").count
  }

  private static func field(_ name: String, of processIdentifier: Int32) -> Int? {
    guard let status = try? String(contentsOfFile: "/proc/\(processIdentifier)/status", encoding: .utf8) else { return nil }
    let line = status.split(separator: "\n").first { $0.hasPrefix(name) }
    return line.flatMap { $0.split(whereSeparator: \.isWhitespace).dropFirst().first }.flatMap { Int($0) }.map { $0 * 1024 }
  }
}
