public import SystemPackage

/// Where the sources of this package lie on this machine.
public enum Repository {
  /// The folder that holds `Package.swift`.
  public static var root: FilePath {
    var path = FilePath(#filePath)
    for _ in 0..<3 { path.removeLastComponent() }
    return path
  }
}
