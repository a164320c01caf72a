import Foundation
import JSON

/// What the figures were measured on.
struct Machine: Sendable {
  let processor: String
  let cores: Int
  let memory: UInt64
  let system: String
  let loadAverage: String

  static var current: Machine {
    let information = ProcessInfo.processInfo
    return Machine(
      processor: value(of: "model name", separator: ":", in: "/proc/cpuinfo") ?? "unknown processor",
      cores: information.activeProcessorCount,
      memory: information.physicalMemory,
      system: value(of: "PRETTY_NAME", separator: "=", in: "/etc/os-release") ?? information.operatingSystemVersionString,
      loadAverage: (try? String(contentsOfFile: "/proc/loadavg", encoding: .utf8))?.split(separator: " ").first.map(String.init) ?? "?")
  }

  var sentence: String { "\(processor), \(cores) cores, \(memory >> 30) GiB, \(system), load \(loadAverage)" }

  var json: JSONValue {
    [
      "processor": .string(processor), "cores": .integer(cores), "memory_bytes": .integer(Int(memory)), "system": .string(system),
      "load_average": .string(loadAverage),
    ]
  }

  private static func value(of key: String, separator: Character, in file: String) -> String? {
    guard let text = try? String(contentsOfFile: file, encoding: .utf8) else { return nil }
    let line = text.split(separator: "\n").first { $0.hasPrefix(key) }
    return line?.split(separator: separator, maxSplits: 1).last.map { $0.trimmingCharacters(in: CharacterSet(charactersIn: " \"")) }
  }
}
