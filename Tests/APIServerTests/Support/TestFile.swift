import Foundation
import SystemPackage

/// Files of tests.
enum TestFile {
  /// Writes a file under another name and renames it into place, as whoever publishes a model should.
  static func write(_ bytes: [UInt8], to path: FilePath, modified: Double? = nil) throws {
    let hidden = path.removingLastComponent().appending(".\(UUID().uuidString)")
    try Data(bytes).write(to: URL(fileURLWithPath: hidden.string))
    if let modified {
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: modified)], ofItemAtPath: hidden.string)
    }
    guard rename(hidden.string, path.string) == 0 else { throw Errno(rawValue: errno) }
  }

  /// The names in a folder, in their order.
  static func names(in folder: FilePath) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.string).sorted()
  }
}
