import CProcessor
import Foundation
package import JSON

/// What the figures were measured on, and what with.
package struct Machine: Sendable {
  let processor: String
  /// The vector instructions that the processor has.
  let vectors: String
  let cores: Int
  let memory: UInt64
  let system: String
  let kernel: String
  /// Which instructions the build uses.
  let build: String
  let loadAverage: String
  let date: String

  package static var current: Machine {
    let information = ProcessInfo.processInfo
    let known = ["sse4_2", "avx", "avx2", "fma", "avx512f", "avx512vl", "neon", "asimd", "sve"]
    let features = value(of: "flags", in: "/proc/cpuinfo") ?? value(of: "Features", in: "/proc/cpuinfo") ?? ""
    let flags = Set(features.split(separator: " ").map(String.init))
    return Machine(
      processor: value(of: "model name", in: "/proc/cpuinfo") ?? "unknown processor",
      vectors: known.filter { flags.contains($0) }.joined(separator: " "),
      cores: information.activeProcessorCount,
      memory: information.physicalMemory,
      system: value(of: "PRETTY_NAME", separator: "=", in: "/etc/os-release") ?? information.operatingSystemVersionString,
      kernel: contents("/proc/sys/kernel/osrelease") ?? "?",
      build: [level, information.environment["BENCH_BUILD"] ?? ""].joined(separator: ", "),
      loadAverage: contents("/proc/loadavg")?.split(separator: " ").prefix(3).joined(separator: " ") ?? "?",
      date: Date.now.formatted(.iso8601))
  }

  var sentence: String {
    [
      "\(processor), \(cores) cores (\(vectors)), \(memory >> 30) GiB, \(system), Linux \(kernel)", build, "load \(loadAverage), \(date)",
    ].filter { !$0.isEmpty }.joined(separator: "\n")
  }

  package var json: JSONValue {
    [
      "processor": .string(processor), "vectors": .string(vectors), "cores": .integer(cores), "memory_bytes": .integer(Int(memory)),
      "system": .string(system), "kernel": .string(kernel), "build": .string(build), "load_average": .string(loadAverage),
      "date": .string(date), "sentence": .string(sentence),
    ]
  }

  /// The instruction set that the kernels are compiled for.
  private static var level: String {
    let level = processor_built_level()
    return level == 0 ? "the architecture's one instruction set" : "x86-64-v\(level)"
  }

  private static func contents(_ file: String) -> String? {
    (try? String(contentsOfFile: file, encoding: .utf8))?.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private static func value(of key: String, separator: Character = ":", in file: String) -> String? {
    guard let text = contents(file) else { return nil }
    let line = text.split(separator: "\n").first { $0.hasPrefix(key) }
    return line?.split(separator: separator, maxSplits: 1).last.map { $0.trimmingCharacters(in: CharacterSet(charactersIn: " \"")) }
  }
}
