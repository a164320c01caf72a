import Foundation
import JSON
import ModelSync
import Shared
import SystemPackage
import TestSupport
import Testing

@Suite("Listing and verifying with the real program", .serialized)
struct ListCommandTests {
  @Test("generations are listed newest first, with their marks, while a ModelSync runs")
  func table() async throws {
    try await SyncProgram.with("list") { program in
      let ids = try await program.publish("one", "two", "three")
      try await program.sidecar { _, _ in
        _ = try await program.command("pin", ["2"])
        let list = try await program.command("list")
        #expect(list.ending == .exit(0))
        let lines = list.output.split(separator: "\n")
        #expect(lines.count == 4 && lines[0].hasPrefix("GENERATION"), "\(list.output)")
        #expect(lines[1].hasPrefix(ids[2].description) && lines[3].hasPrefix(ids[0].description))
        #expect(lines[2].hasSuffix("current, pinned"), "\(list.output)")
        #expect(lines[3].contains("stale since 20") && lines[3].contains("one.tar.gz"), "\(list.output)")
      }
    }
  }

  @Test("the same as JSON, with what was refused")
  func json() async throws {
    try await SyncProgram.with("json") { program in
      let ids = try await program.publish("one", "two")
      try program.offer(Array("bad".utf8), as: "three")
      _ = try await program.once()
      let list = try await program.command("list", ["--json"])
      let json = try JSONParser.parse(Array(list.output.utf8))
      #expect(json["current"]?.string == ids[1].description && json["pinned"]?.isNull == true)
      #expect(json["refused"]?["reason"]?.string?.contains("gzip") == true)
      let generations = try #require(json["generations"]?.array)
      #expect(generations.map { $0["id"]?.string } == [ids[1].description, ids[0].description])
      #expect(generations[0]["current"] == .bool(true) && generations[1]["current"] == .bool(false))
      #expect(generations[0]["sha256"]?.string == SHA256.hash(of: ModelFixture.archive("two")).hexadecimal)
      #expect(generations[0]["stale_since"]?.isNull == true && generations[1]["stale_since"]?.string != nil)
      let table = try await program.command("list")
      #expect(table.output.contains("refused: the archive "), "\(table.output)")
    }
  }

  @Test("no generation is no error; no directory is one, and none is made")
  func empty() async throws {
    try await SyncProgram.with("empty") { program in
      let none = try await program.command("list")
      #expect(none.ending == .exit(1) && none.output.contains("there is no model directory"), "\(none.output)")
      #expect(!FileManager.default.fileExists(atPath: program.workshop.directory.path.string))
      try FileManager.default.createDirectory(atPath: program.workshop.directory.path.string, withIntermediateDirectories: true)
      let empty = try await program.command("list")
      #expect(empty.ending == .exit(0) && empty.output.contains("there is no generation"), "\(empty.output)")
      #expect(try await program.command("verify").ending == .exit(1))
    }
  }

  @Test("a damaged generation is found, by name, by number and among all")
  func verify() async throws {
    try await SyncProgram.with("verify") { program in
      let ids = try await program.publish("one", "two")
      let whole = try await program.command("verify")
      #expect(whole.ending == .exit(0) && whole.output == "\(ids[1]) is whole\n\(ids[0]) is whole\n", "\(whole.output)")
      let marker = program.workshop.directory.generations.appending("\(ids[0])/components/marker.txt")
      try Data("x".utf8).write(to: URL(fileURLWithPath: marker.string))
      for arguments in [[], ["1"], [ids[0].description]] {
        let damaged = try await program.command("verify", arguments)
        #expect(damaged.ending == .exit(1), "\(arguments)")
        #expect(damaged.output.contains("\(ids[0]): components/marker.txt was altered"), "\(damaged.output)")
      }
      #expect(try await program.command("verify", ["2"]).ending == .exit(0))
      try FileTree.remove(program.workshop.directory.currentLink)
      let unlinked = try await program.command("verify")
      #expect(unlinked.ending == .exit(1) && unlinked.output.contains("current: there is no such link"), "\(unlinked.output)")
    }
  }

  @Test("an archive is verified as a download is, and nothing of it is left")
  func archive() async throws {
    try await SyncProgram.with("archive") { program in
      try await TestDirectory.with("scratch") { scratch in
        let place = ["TMPDIR": scratch.string]
        try program.offer(ModelFixture.archive("one"), as: "good")
        try program.offer(Array(ModelFixture.archive("one").dropLast(5)), as: "cut")
        let good = try await program.command("verify", ["good.tar.gz"], environment: place)
        #expect(good.ending == .exit(0) && good.output.contains("is a whole model of Rasa 3.6.21"), "\(good.output)")
        let cut = try await program.command("verify", [program.archives.appending("cut.tar.gz").string], environment: place)
        #expect(cut.ending == .exit(1) && cut.output.contains("truncated"), "\(cut.output)")
        var tar = ModelFixture.tar("one")
        tar.add(AcceptanceTests.fileName, "tests: {")
        try program.offer(GzipFixture.compress(tar.ended), as: "tests")
        let tests = try await program.command("verify", ["tests.tar.gz"], environment: place)
        #expect(tests.ending == .exit(1) && tests.output.contains("acceptance tests cannot be used"), "\(tests.output)")
        let absent = try await program.command("verify", ["./absent.tar.gz"], environment: place)
        #expect(absent.ending == .exit(1) && absent.output.contains("cannot read the archive"), "\(absent.output)")
        #expect(try FileTree.names(in: scratch) == [])
      }
    }
  }
}
