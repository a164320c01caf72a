import Glibc
import SystemPackage

/// What this process takes from its machine, read from `/proc`.
public struct ProcessMetrics: Sendable {
  public let residentBytes: Int
  public let virtualBytes: Int
  /// User and system time together.
  public let cpuSeconds: Double
  public let openFiles: Int
  /// Seconds since the beginning of 1970.
  public let startTime: Double

  /// The values of this moment; `nil` where there is no `/proc` that can be read.
  public static func current() -> ProcessMetrics? {
    let ticks = Double(sysconf(Int32(_SC_CLK_TCK)))
    guard let text = contents("/proc/self/stat"), let name = text.lastIndex(of: ")"), ticks > 0 else { return nil }
    // Counted from the third field on: the second, the program's name, may hold anything.
    let fields = text[text.index(after: name)...].split(separator: " ")
    guard fields.count > 21, let user = Double(fields[11]), let system = Double(fields[12]), let start = Double(fields[19]),
      let virtual = Int(fields[20]), let pages = Int(fields[21])
    else { return nil }
    return ProcessMetrics(
      residentBytes: pages * sysconf(Int32(_SC_PAGESIZE)), virtualBytes: virtual, cpuSeconds: (user + system) / ticks,
      openFiles: openFileCount(), startTime: bootTime() + start / ticks)
  }

  func write(to writer: inout PrometheusWriter) {
    let samples: [(String, PrometheusKind, String, Double)] = [
      ("process_cpu_seconds_total", .counter, "User and system CPU time spent, in seconds.", cpuSeconds),
      ("process_open_fds", .gauge, "Open file descriptors.", Double(openFiles)),
      ("process_resident_memory_bytes", .gauge, "Resident memory.", Double(residentBytes)),
      ("process_start_time_seconds", .gauge, "Start of the process, in seconds since 1970.", startTime),
      ("process_virtual_memory_bytes", .gauge, "Virtual memory.", Double(virtualBytes)),
    ]
    for (name, kind, help, value) in samples {
      writer.family(name, kind, help: help)
      writer.sample(name, value)
    }
  }

  /// When the machine started; 0 when it does not say.
  private static func bootTime() -> Double {
    let line = contents("/proc/stat")?.split(separator: "\n").first { $0.hasPrefix("btime ") }
    return line.flatMap { Double($0.dropFirst("btime ".count)) } ?? 0
  }

  private static func openFileCount() -> Int {
    guard let directory = opendir("/proc/self/fd") else { return 0 }
    defer { closedir(directory) }
    var count = 0
    while readdir(directory) != nil { count += 1 }
    // Not files of ours: ".", ".." and the directory that is being read.
    return max(0, count - 3)
  }

  private static func contents(_ path: FilePath) -> String? {
    guard let file = try? FileDescriptor.open(path, .readOnly, options: [.closeOnExec]) else { return nil }
    defer { try? file.close() }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 16 << 10)
    while bytes.count < 4 << 20, let count = try? piece.withUnsafeMutableBytes({ try file.read(into: $0) }), count > 0 {
      bytes += piece[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
