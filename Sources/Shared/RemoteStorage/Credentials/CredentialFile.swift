internal import JSON
package import SystemPackage

/// Files in which credentials stand. Blocking, and small: a few kilobytes, read off the cooperative pool.
package enum CredentialFile {
  /// The whole file; `nil` when it is not there.
  package static func read(_ path: FilePath) async throws(CredentialsError) -> [UInt8]? {
    do {
      return try await BlockingWork.run { _ throws(ConfigurationError) in try ConfigurationFile.read(path) }
    } catch .missing {
      return nil
    } catch .unreadable(_, let reason) {
      throw .unreadable(path, reason: reason.description)
    } catch {
      throw .unreadable(path, reason: "it is no file")
    }
  }

  /// A file that has to be there.
  package static func require(_ path: FilePath) async throws(CredentialsError) -> [UInt8] {
    guard let bytes = try await read(path) else { throw .unreadable(path, reason: "it is not there") }
    return bytes
  }

  /// A file that holds one token, as clusters hand them to their containers.
  package static func token(_ path: FilePath) async throws(CredentialsError) -> String {
    let text = String(decoding: try await require(path), as: UTF8.self)
    let lines = text.split(whereSeparator: \.isWhitespace)
    guard lines.count == 1, BearerToken.isUsable(String(lines[0])) else { throw .unreadable(path, reason: "it holds no token") }
    return String(lines[0])
  }
}
