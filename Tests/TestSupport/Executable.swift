import Foundation
public import SystemPackage

/// A program that this package builds.
public enum Executable: String, Sendable {
  case modelSync = "ModelSync"
  case apiServer = "APIServer"

  /// Where the build put it: beside the program that is running, which is the test bundle (or the benchmark).
  public var path: FilePath {
    get throws {
      let path = Executable.buildDirectory.appending(rawValue)
      guard FileManager.default.isExecutableFile(atPath: path.string) else { throw ExecutableError.notBuilt(path) }
      return path
    }
  }

  /// The folder of this build's products, e.g. `.build/release`: the one that the running program or its test bundle lies in.
  public static var buildDirectory: FilePath {
    let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") }
    let resolved = URL(fileURLWithPath: bundle ?? "/proc/self/exe").resolvingSymlinksInPath().path
    return FilePath(resolved).removingLastComponent()
  }
}
