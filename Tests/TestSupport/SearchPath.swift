import Foundation
public import SystemPackage

/// Programs of the system that tests drive, such as nginx and python3.
public enum SearchPath {
  /// The program's file in `PATH`, or in the folders for administrators, which `PATH` often leaves out.
  public static func find(_ name: String) throws -> FilePath {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
    for folder in folders + ["/usr/sbin", "/usr/bin", "/bin"] {
      let path = FilePath(folder).appending(name)
      if FileManager.default.isExecutableFile(atPath: path.string) { return path }
    }
    throw ExecutableError.notInstalled(name: name)
  }
}
