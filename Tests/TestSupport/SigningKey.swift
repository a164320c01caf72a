import Foundation
public import SystemPackage

/// A pair of keys that openssl made, for tests that sign archives.
public struct SigningKey: Sendable {
  public let publicKey: FilePath
  private let privateKey: FilePath
  private let isRSA: Bool

  /// Makes `name.pem` and `name.pub` in `directory`.
  public static func ed25519(_ name: String, in directory: FilePath) throws -> SigningKey {
    try SigningKey(name, ["-algorithm", "ED25519"], isRSA: false, in: directory)
  }

  public static func rsa(_ name: String, in directory: FilePath) throws -> SigningKey {
    try SigningKey(name, ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"], isRSA: true, in: directory)
  }

  private init(_ name: String, _ algorithm: [String], isRSA: Bool, in directory: FilePath) throws {
    privateKey = directory.appending("\(name).pem")
    publicKey = directory.appending("\(name).pub")
    self.isRSA = isRSA
    _ = try CommandRun("openssl", ["genpkey", "-out", privateKey.string] + algorithm)
    _ = try CommandRun("openssl", ["pkey", "-in", privateKey.string, "-pubout", "-out", publicKey.string])
  }

  /// The detached signature of a file, as the manual says to make it.
  public func signature(of file: FilePath) throws -> [UInt8] {
    let output = privateKey.string + ".sig"
    let arguments =
      isRSA
      ? ["dgst", "-sha256", "-sign", privateKey.string, "-out", output, file.string]
      : ["pkeyutl", "-sign", "-rawin", "-inkey", privateKey.string, "-in", file.string, "-out", output]
    _ = try CommandRun("openssl", arguments)
    return Array(try Data(contentsOf: URL(fileURLWithPath: output)))
  }
}
