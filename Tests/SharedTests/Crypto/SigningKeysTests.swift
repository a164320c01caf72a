import Foundation
import Shared
import SystemPackage
import TestSupport
import Testing

@Suite("Signatures that openssl makes of a file")
struct SigningKeysTests {
  private func with(_ body: (FilePath, [SigningKey]) async throws -> Void) async throws {
    try await TestDirectory.with("signing") { directory in
      let file = directory.appending("model.tar.gz")
      try Data((0..<100_000).map { UInt8(truncatingIfNeeded: $0 * 7) }).write(to: URL(fileURLWithPath: file.string))
      try await body(file, [.ed25519("edwards", in: directory), .rsa("rsa", in: directory)])
    }
  }

  @Test("of Ed25519 and RSA, raw or as Base64, are good for that file and that key alone")
  func signatures() async throws {
    try await with { file, keys in
      for (index, key) in keys.enumerated() {
        let signature = try key.signature(of: file)
        let mine = try SigningKeys([key.publicKey])
        let base64 = Array((Data(signature).base64EncodedString(options: .lineLength64Characters) + "\n").utf8)
        #expect(try mine.verify(signature, of: file))
        #expect(try mine.verify(base64, of: file))
        #expect(try SigningKeys(keys.map(\.publicKey)).verify(signature, of: file))
        #expect(try !SigningKeys([keys[1 - index].publicKey]).verify(signature, of: file))
        #expect(try !SigningKeys().verify(signature, of: file))
        for spoilt in [[], Array(signature.dropLast()), signature + [0], signature.map { $0 ^ 1 }] {
          #expect(try !mine.verify(spoilt, of: file))
        }
      }
    }
  }

  @Test("are worth nothing for a file of which one bit differs, or which is empty")
  func otherFile() async throws {
    try await with { file, keys in
      let signatures = try keys.map { try $0.signature(of: file) }
      var bytes = try Data(contentsOf: URL(fileURLWithPath: file.string))
      bytes[50_000] ^= 1
      for content in [bytes, Data()] {
        try content.write(to: URL(fileURLWithPath: file.string))
        for (key, signature) in zip(keys, signatures) {
          #expect(try !SigningKeys([key.publicKey]).verify(signature, of: file))
        }
      }
    }
  }

  @Test("need keys that can be read, and of a kind that signs archives")
  func unusableKeys() async throws {
    try await with { file, _ in
      let directory = file.removingLastComponent()
      let curve = directory.appending("curve.pem")
      _ = try CommandRun(
        "openssl", ["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", curve.string])
      _ = try CommandRun("openssl", ["pkey", "-in", curve.string, "-pubout", "-out", directory.appending("curve.pub").string])
      for path in [file, directory.appending("curve.pub"), directory.appending("rsa.pem"), "/nowhere.pub"] {
        #expect(throws: ConfigurationError.self) { try SigningKeys([path]) }
      }
    }
  }
}
