public import SystemPackage

/// A file that holds one secret, as Docker and Kubernetes hand them out.
public enum SecretFile {
  /// The secret, without the line end that editors leave behind it. Blocking.
  /// - Throws: `ConfigurationError` when the file cannot be read, is empty, or is no text.
  public static func read(_ path: FilePath) throws(ConfigurationError) -> String {
    var bytes = try ConfigurationFile.read(path)[...]
    while let last = bytes.last, last == UInt8(ascii: "\n") || last == UInt8(ascii: "\r") { bytes = bytes.dropLast() }
    guard bytes.count <= 64 << 10, let text = String(validating: bytes, as: UTF8.self), !text.isEmpty else {
      throw .unusable(path, reason: "it holds no secret")
    }
    return text
  }
}
