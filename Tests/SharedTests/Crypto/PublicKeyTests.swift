import Foundation
import Shared
import SystemPackage
import TestSupport
import Testing

@Suite("Public keys")
struct PublicKeyTests {
  private func key(_ algorithm: String, _ option: String) async throws -> PublicKey? {
    try await TestDirectory.with("keys") { directory in
      let (secret, open) = (directory.appending("key.pem").string, directory.appending("key.pub").string)
      let options = option.isEmpty ? [] : ["-pkeyopt", option]
      #expect(try CommandRun("openssl", ["genpkey", "-algorithm", algorithm, "-out", secret] + options).status == 0)
      #expect(try CommandRun("openssl", ["pkey", "-in", secret, "-pubout", "-out", open]).status == 0)
      return PublicKey(pem: try String(contentsOfFile: open, encoding: .utf8))
    }
  }

  @Test(
    "of the curves that RFC 7518 names, of RSA and of Edwards curves are taken",
    arguments: [
      ("EC", "ec_paramgen_curve:P-256", PublicKey.Kind.ellipticCurve(coordinateBytes: 32)),
      ("EC", "ec_paramgen_curve:P-384", .ellipticCurve(coordinateBytes: 48)),
      ("EC", "ec_paramgen_curve:P-521", .ellipticCurve(coordinateBytes: 66)), ("RSA", "rsa_keygen_bits:2048", .rsa),
      ("ED25519", "", .edwards),
    ])
  func taken(algorithm: String, option: String, kind: PublicKey.Kind) async throws {
    #expect(try await key(algorithm, option)?.kind == kind)
  }

  @Test("of other curves are not, even of the same size", arguments: ["secp256k1", "brainpoolP256r1", "brainpoolP384r1"])
  func otherCurves(name: String) async throws {
    #expect(try await key("EC", "ec_paramgen_curve:\(name)") == nil)
  }
}
