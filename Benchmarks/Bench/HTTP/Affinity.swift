import Foundation
import SystemPackage
import TestSupport

/// Which cores a process may use.
enum Affinity {
  static var taskset: FilePath {
    get throws {
      guard let path = ["/usr/bin/taskset", "/bin/taskset"].first(where: { FileManager.default.isExecutableFile(atPath: $0) }) else {
        throw BenchError.noAffinity(cores: "")
      }
      return FilePath(path)
    }
  }

  /// Puts all threads of this process, and with them the load generator, on these cores, such as `0` or `0,1`.
  static func confine(to cores: String) async throws {
    let process = try RunningProgram(taskset, ["-a", "-c", "-p", cores, "\(ProcessInfo.processInfo.processIdentifier)"])
    guard try await process.waitForEnd() == .exit(0) else { throw BenchError.noAffinity(cores: cores) }
  }
}
