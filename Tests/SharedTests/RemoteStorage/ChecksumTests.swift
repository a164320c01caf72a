import Foundation
import Shared
import SystemPackage
import TestSupport
import Testing

@Suite("What arrives is held against what the store states")
struct ChecksumTests {
  static let digits = Array("123456789".utf8)

  func verify(_ bytes: [UInt8], _ checksums: [ContentChecksum]) async throws -> (sha256: SHA256Digest, mismatch: ContentChecksum.Algorithm?)
  {
    try await TestDirectory.with("checksum") { directory in
      let path = directory.appending("content")
      try Data(bytes).write(to: URL(fileURLWithPath: path.string))
      let file = try FileDescriptor.open(path, .readOnly)
      defer { try? file.close() }
      let verification = ContentVerification(checksums)
      try verification.advance(file, to: Int64(bytes.count / 2), cancellation: CancellationFlag())
      try verification.advance(file, to: Int64(bytes.count), cancellation: CancellationFlag())
      return verification.finish()
    }
  }

  @Test(
    "the published check values of the nine digits",
    arguments: [
      (ContentChecksum.Algorithm.crc32, "y/Q5Jg=="), (.crc32c, "4waSgw=="), (.crc64nvme, "rosUhgp5mIg="),
      (.md5, "JfnnlDI7RTiF9RgfG2JNCw=="),
      (.sha1, "98O8HYCOBHMq32eZZczDTKeuNEE="), (.sha256, "FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU="),
    ])
  func known(algorithm: ContentChecksum.Algorithm, text: String) async throws {
    let checksum = try #require(ContentChecksum(algorithm, base64: text))
    #expect(try await verify(Self.digits, [checksum]).mismatch == nil)
    #expect(try await verify(Self.digits + [0], [checksum]).mismatch == algorithm)
  }

  @Test("the digest is that of the whole content, whatever is stated")
  func digest() async throws {
    let bytes = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    #expect(try await verify(bytes, []).sha256 == SHA256.hash(of: bytes))
  }

  @Test("base64 of other lengths is no checksum", arguments: ["", "AAAA", "AAAAAA=", "!!!!!!==", "AAAAAAA="])
  func unreadable(text: String) {
    #expect(ContentChecksum(.crc32c, base64: text) == nil)
  }

  @Test("base64 there and back", arguments: [0, 1, 2, 3, 4, 100])
  func base64(count: Int) {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 77 &+ 200) }
    #expect(Base64.encode(bytes) == Data(bytes).base64EncodedString())
    #expect(Base64.decode(Base64.encode(bytes)) == bytes)
    #expect(Base64URL.decode(Base64URL.encode(bytes).utf8) == bytes)
  }
}
