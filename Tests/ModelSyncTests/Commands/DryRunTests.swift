import Foundation
import ModelSync
import Shared
import SystemPackage
import TestSupport
import Testing

@Suite("A dry run says what a pull would do", .serialized)
struct DryRunTests {
  @Test("and changes nothing, whatever it finds")
  func unchangedTree() async throws {
    try await SyncProgram.with("dry") { program in
      try await TestDirectory.with("scratch") { scratch in
        func dry(_ arguments: [String] = []) async throws -> (ending: ProgramEnding, output: String) {
          try await program.once(["--dry-run"] + arguments, environment: ["TMPDIR": scratch.string])
        }
        try program.offer(ModelFixture.archive("one"), as: "one")
        let first = try await dry()
        #expect(first.ending == .exit(0) && first.output.hasPrefix("would publish one.tar.gz ("), "\(first.output)")
        #expect(!FileManager.default.fileExists(atPath: program.workshop.directory.path.string), "not even the directory is made")

        let ids = try await program.publish("one", "two")
        let before = try program.tree()
        let same = try await dry()
        #expect(same.ending == .exit(0) && same.output.hasPrefix("unchanged: \(ids[1])"), "\(same.output)")
        try program.offer(ModelFixture.archive("three"), as: "three")
        let newer = try await dry()
        #expect(newer.ending == .exit(0) && newer.output.hasPrefix("would publish three.tar.gz ("), "\(newer.output)")
        try program.offer(Array("bad".utf8), as: "four")
        let bad = try await dry()
        #expect(bad.ending == .exit(1) && bad.output.contains("refused the newest archive"), "\(bad.output)")
        let failed = try await dry(["--source", program.archives.appending("nowhere").string])
        #expect(failed.ending == .exit(1) && failed.output.hasPrefix("failed to pull"), "\(failed.output)")
        #expect(try program.tree() == before)
        #expect(try FileTree.names(in: scratch) == [])
      }
    }
  }

  @Test("beside a ModelSync that runs, and under a pin")
  func besideSidecar() async throws {
    try await SyncProgram.with("beside") { program in
      let ids = try await program.publish("one", "two")
      try await program.sidecar { _, _ in
        _ = try await program.command("pin", ["1"])
        let same = try await program.once(["--dry-run"])
        #expect(same.ending == .exit(0) && same.output.hasPrefix("pinned: \(ids[0])"), "\(same.output)")
        try program.offer(ModelFixture.archive("three"), as: "three")
        let newer = try await program.once(["--dry-run"])
        #expect(newer.ending == .exit(0) && newer.output.hasPrefix("would keep three.tar.gz"), "\(newer.output)")
      }
    }
  }

  @Test("and remembers what the check command has refused, as the list does")
  func refusedByCheck() async throws {
    try await SyncProgram.with("check") { program in
      _ = try await program.publish("one")
      try program.offer(ModelFixture.archive("two"), as: "two")
      let check = ["--check-command", "echo not this one; exit 3"]
      let refused = try await program.once(check)
      #expect(refused.ending == .exit(1), "\(refused.output)")
      let same = try await program.once(["--dry-run"] + check)
      #expect(same.ending == .exit(1) && same.output.contains("not this one"), "\(same.output)")
      let other = try await program.once(["--dry-run", "--check-command", "true"])
      #expect(other.ending == .exit(0) && other.output.hasPrefix("would publish two.tar.gz"), "\(other.output)")
      let list = try await program.command("list")
      #expect(list.output.contains("refused: the archive ") && list.output.contains("not this one"), "\(list.output)")
    }
  }

  @Test("without --once it is bad usage")
  func usage() async throws {
    try await SyncProgram.with("usage") { program in
      let ended = try program.start(["--dry-run", "--source", program.archives.string])
      #expect(try await ended.waitForEnd() == .exit(2))
      #expect(ended.output.contains("--dry-run (MODEL_SYNC_DRY_RUN) needs --once"))
    }
  }
}
