import Foundation
import Shared
import SystemPackage
import TestSupport

/// A file that a test has fetched into.
struct FetchedFile {
  let file: FileDescriptor
  let path: FilePath

  var bytes: [UInt8] { (try? Data(contentsOf: URL(fileURLWithPath: path.string))).map { Array($0) } ?? [] }

  static func with<Result>(_ body: (FetchedFile) async throws -> Result) async throws -> Result {
    try await TestDirectory.with("fetched") { directory in
      let path = directory.appending("archive")
      let file = try FileDescriptor.open(path, .readWrite, options: [.create], permissions: .ownerReadWrite)
      defer { try? file.close() }
      return try await body(FetchedFile(file: file, path: path))
    }
  }
}
