import Shared
import Testing

@Suite struct SHA256Tests {
  @Test(
    "known digests",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      ("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"),
    ])
  func known(text: String, digest: String) {
    #expect(SHA256.hash(of: Array(text.utf8)).hexadecimal == digest)
  }

  @Test("pieces give the digest of the whole, and a digest may be asked for in between")
  func pieces() {
    var hash = SHA256()
    hash.update(Array("a".utf8))
    #expect(hash.finalize() == SHA256.hash(of: Array("a".utf8)))
    hash.update([])
    hash.update(Array("bc".utf8))
    #expect(hash.finalize() == SHA256.hash(of: Array("abc".utf8)))
  }

  @Test("a digest is read back from its digits, of either case")
  func hexadecimal() throws {
    let digest = SHA256.hash(of: [1, 2, 3])
    #expect(SHA256Digest(hexadecimal: digest.hexadecimal) == digest)
    #expect(SHA256Digest(hexadecimal: digest.hexadecimal.uppercased()) == digest)
  }

  @Test("a text that is no digest is refused", arguments: ["", "00", String(repeating: "g", count: 64), String(repeating: "0", count: 65)])
  func malformed(text: String) {
    #expect(SHA256Digest(hexadecimal: text) == nil)
  }
}
