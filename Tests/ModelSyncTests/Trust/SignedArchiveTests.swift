import Foundation
import Glibc
import ModelSync
import Shared
import SystemPackage
import TestSupport
import Testing

@Suite("Only archives that are trusted are published", .serialized)
struct SignedArchiveTests {
  private func sign(_ program: SyncProgram, _ name: String, with key: SigningKey) throws {
    let archive = program.archives.appending("\(name).tar.gz")
    try Data(try key.signature(of: archive)).write(to: URL(fileURLWithPath: archive.string + ".sig"))
  }

  @Test("with a key an unsigned archive is not fetched, one that another key signed is refused, and a signed one is published")
  func signatures() async throws {
    try await SyncProgram.with("signed") { program in
      let (key, other) = (try SigningKey.ed25519("key", in: program.archives), try SigningKey.rsa("other", in: program.archives))
      let flags = ["--trusted-key", key.publicKey.string]
      try program.offer(ModelFixture.archive("one"), as: "one")
      let unsigned = try await program.once(flags)
      #expect(unsigned.ending == .exit(1) && unsigned.output.contains("has no signature"), "\(unsigned.output)")

      try sign(program, "one", with: other)
      for _ in 0..<2 {
        let foreign = try await program.once(flags)
        #expect(foreign.ending == .exit(1) && foreign.output.contains("no trusted key made its signature"), "\(foreign.output)")
      }
      #expect(try program.workshop.marker() == nil)

      // The signature was late: the same archive counts anew.
      try sign(program, "one", with: key)
      let signed = try await program.once(flags)
      #expect(signed.ending == .exit(0) && signed.output.hasPrefix("published"), "\(signed.output)")
      let again = try await program.once(flags)
      #expect(again.output.hasPrefix("unchanged"), "\(again.output)")
      // Either of two keys will do.
      try program.offer(ModelFixture.archive("two"), as: "two")
      try sign(program, "two", with: other)
      let keys = "\(key.publicKey):\(other.publicKey)"
      let both = try await program.once(environment: ["MODEL_SYNC_TRUSTED_KEY": keys])
      #expect(both.ending == .exit(0), "\(both.output)")
      #expect(try program.workshop.marker() == "two")
    }
  }

  @Test("a model that was published without a signature is current, yet not the newest, once one is wanted")
  func published() async throws {
    try await SyncProgram.with("signed") { program in
      let (key, other) = (try SigningKey.ed25519("key", in: program.archives), try SigningKey.ed25519("other", in: program.archives))
      try program.offer(ModelFixture.archive("one"), as: "one")
      _ = try await program.once()
      try sign(program, "one", with: other)
      let foreign = try await program.once(["--trusted-key", key.publicKey.string])
      #expect(foreign.ending == .exit(1) && foreign.output.hasPrefix("refused"), "\(foreign.output)")
      #expect(try program.workshop.marker() == "one")
    }
  }

  @Test("with pinned digests an archive of another one is refused, until it is pinned as well")
  func pinned() async throws {
    try await SyncProgram.with("pinned") { program in
      let archives = [ModelFixture.archive("one"), ModelFixture.archive("two")]
      let digests = archives.map { SHA256.hash(of: $0).hexadecimal }
      try program.offer(archives[0], as: "one")
      let first = try await program.once(["--pinned-digest", "sha256:\(digests[0])"])
      #expect(first.ending == .exit(0), "\(first.output)")
      try program.offer(archives[1], as: "two")
      let second = try await program.once(["--pinned-digest", digests[0]])
      #expect(second.ending == .exit(1) && second.output.contains("none of the pinned ones"), "\(second.output)")
      #expect(try program.workshop.marker() == "one")
      let both = try await program.once(environment: ["MODEL_SYNC_PINNED_DIGEST": digests.joined(separator: ",")])
      #expect(both.ending == .exit(0), "\(both.output)")
      #expect(try program.workshop.marker() == "two")
    }
  }

  @Test(
    "keys and digests that cannot be read end the start with 2",
    arguments: [["--trusted-key", "/nowhere.pub"], ["--pinned-digest", "abc"]])
  func unusable(flags: [String]) async throws {
    try await SyncProgram.with("signed") { program in
      let run = try await program.once(flags)
      #expect(run.ending == .exit(2), "\(run.output)")
      #expect(run.output.contains(flags[0]) || run.output.contains(flags[1]), "\(run.output)")
    }
  }
}
