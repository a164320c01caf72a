import Foundation
public import SystemPackage

/// A folder of a test's own, which goes when the test has ended.
///
/// ```swift
/// try await TestDirectory.with("publishing") { directory in … }
/// ```
public enum TestDirectory {
  /// Makes an empty folder, calls `body` with it, and removes it with everything in it, however `body` ends.
  public static func with<Result>(
    _ name: String, isolation: isolated (any Actor)? = #isolation, _ body: (FilePath) async throws -> Result
  ) async throws -> Result {
    let directory = try make(name)
    defer { remove(directory) }
    return try await body(directory)
  }

  /// Makes an empty folder that the caller removes; `name` helps whoever finds it left behind.
  public static func make(_ name: String) throws -> FilePath {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("souffleur-\(name)-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: path, withIntermediateDirectories: true)
    return FilePath(path.path)
  }

  /// Removes the folder and everything in it, also below folders that are not writable; absence is no error.
  public static func remove(_ directory: FilePath) {
    let manager = FileManager.default
    if (try? manager.removeItem(atPath: directory.string)) != nil { return }
    for case let name as String in manager.enumerator(atPath: directory.string) ?? .init() {
      let path = directory.appending(name).string
      var isDirectory: ObjCBool = false
      if manager.fileExists(atPath: path, isDirectory: &isDirectory), isDirectory.boolValue {
        try? manager.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
      }
    }
    try? manager.removeItem(atPath: directory.string)
  }
}
