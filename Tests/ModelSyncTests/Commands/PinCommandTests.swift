import Foundation
import JSON
import ModelSync
import Shared
import SystemPackage
import TestSupport
import Testing

@Suite("Pinning and rolling back with the real program", .serialized)
struct PinCommandTests {
  @Test("without a ModelSync at work, the command moves current itself")
  func byHand() async throws {
    try await SyncProgram.with("hand") { program in
      let ids = try await program.publish("one", "two", "three")
      let pinned = try await program.command("pin", ["1"])
      #expect(pinned.ending == .exit(0), "\(pinned.output)")
      #expect(pinned.output.hasPrefix("pinned \(ids[0])") && pinned.output.split(separator: "\n").count == 1, "\(pinned.output)")
      #expect(try program.workshop.marker() == "one")
      let pull = try await program.once()
      #expect(pull.ending == .exit(0) && pull.output.hasPrefix("pinned: \(ids[0])"), "\(pull.output)")
      #expect(try program.workshop.marker() == "one")
      let unpinned = try await program.command("unpin")
      #expect(unpinned.output == "unpinned \(ids[0]); \(ids[2]) is current\n")
      #expect(try program.workshop.marker() == "three")
      let leftovers = try program.workshop.leftovers()
      #expect(leftovers == [])
    }
  }

  @Test("one that pulls once follows while its archive is on its way")
  func besideOnce() async throws {
    try await SyncProgram.with("once") { program in
      let ids = try await program.publish("one", "two")
      let server = try HangingServer()
      defer { server.stop() }
      let endpoints = program.archives.appending("endpoints.yml")
      try Data("models:\n  url: \(server.url)\n".utf8).write(to: URL(fileURLWithPath: endpoints.string))
      let once = try program.start(["--once", "--endpoints", endpoints.string, "--minimum-rate", "0"])
      try await once.wait(for: "a beginning of the archive") { try program.workshop.stagedBytes() > 0 }
      let rollback = try await program.command("rollback")
      #expect(rollback.ending == .exit(0), "\(rollback.output)")
      #expect(try program.workshop.directory.currentID() == ids[0])
      #expect(try await once.stop() == .exit(1))
    }
  }

  @Test("a ModelSync at work follows, says so, stores what is new, and publishes it once the pin is gone")
  func besideSidecar() async throws {
    try await SyncProgram.with("sidecar") { program in
      let ids = try await program.publish("one", "two")
      try await program.sidecar { running, port in
        let pinned = try await program.command("pin", [ids[0].description])
        #expect(pinned.ending == .exit(0), "\(pinned.output)")
        #expect(try program.workshop.marker() == "one")
        try await running.wait(for: "a status that tells the pin") {
          try HTTPCall.get("/status").send(to: port).json["pinned"]?.string == ids[0].description
        }
        try program.offer(ModelFixture.archive("three"), as: "three")
        let answer = try HTTPCall("POST", "/sync").send(to: port)
        #expect(answer.status == 200)
        #expect(try answer.json["outcome"]?.string == "pinned")
        let status = try HTTPCall.get("/status").send(to: port).json
        #expect(status["generation"]?["id"]?.string == ids[0].description)
        #expect(status["newest"]?.string?.hasPrefix("00000003-") == true)
        #expect(try HTTPCall.get("/metrics").send(to: port).text.contains("model_sync_pinned 1\n"))
        #expect(try program.workshop.marker() == "one")

        let unpinned = try await program.command("pin", ["--none"])
        #expect(unpinned.ending == .exit(0) && unpinned.output.contains("00000003-"), "\(unpinned.output)")
        #expect(try program.workshop.marker() == "three")
        try program.offer(ModelFixture.archive("four"), as: "four")
        #expect(try HTTPCall("POST", "/sync").send(to: port).json["outcome"]?.string == "published")
        #expect(try program.workshop.marker() == "four")
        #expect(try HTTPCall.get("/metrics").send(to: port).text.contains("model_sync_pinned 0\n"))
      }
    }
  }

  @Test("a pin is followed while an archive is on its way, and that one is not published over it")
  func duringDownload() async throws {
    try await SyncProgram.with("during") { program in
      let ids = try await program.publish("one", "two")
      let server = try HangingServer()
      defer { server.stop() }
      let endpoints = program.archives.appending("endpoints.yml")
      try Data("models:\n  url: \(server.url)\n".utf8).write(to: URL(fileURLWithPath: endpoints.string))
      let running = try program.start(["--endpoints", endpoints.string, "--keep", "10"])
      try await running.wait(for: "a beginning of the archive") { try program.workshop.stagedBytes() > 0 }
      let pinned = try await program.command("pin", ["1"])
      #expect(pinned.ending == .exit(0), "\(pinned.output)")
      #expect(try program.workshop.directory.currentID() == ids[0])
      try await running.stop()
    }
  }

  @Test("a rollback pins the whole generation before the current one")
  func rollback() async throws {
    try await SyncProgram.with("rollback") { program in
      let ids = try await program.publish("one", "two", "three")
      // The one before is not whole: it is passed over.
      try FileTree.remove(program.workshop.directory.generations.appending("\(ids[1])/metadata.json"))
      let rolledBack = try await program.command("rollback")
      #expect(rolledBack.ending == .exit(0), "\(rolledBack.output)")
      #expect(rolledBack.output.hasPrefix("rolled back from \(ids[2]) to \(ids[0])"), "\(rolledBack.output)")
      #expect(try program.workshop.marker() == "one")
      let further = try await program.command("rollback")
      #expect(further.ending == .exit(1) && further.output.contains("no whole generation before \(ids[0])"), "\(further.output)")
      let chosen = try await program.command("rollback", ["3"])
      #expect(chosen.ending == .exit(0), "\(chosen.output)")
      #expect(try program.workshop.marker() == "three")
    }
  }

  @Test("what cannot be pinned is named, and changes nothing")
  func refused() async throws {
    try await SyncProgram.with("refused") { program in
      let ids = try await program.publish("one", "two")
      let absent = try await program.command("pin", ["17"])
      #expect(absent.ending == .exit(1) && absent.output.contains("there is no generation 17"), "\(absent.output)")
      try FileTree.remove(program.workshop.directory.generations.appending("\(ids[0])/metadata.json"))
      let spoilt = try await program.command("pin", ["1"])
      #expect(spoilt.ending == .exit(1) && spoilt.output.contains("is not whole"), "\(spoilt.output)")
      #expect(try PinFile(program.workshop.directory).read() == .none)
      #expect(try await program.command("pin").ending == .exit(2))
      #expect(try await program.command("pin", ["1", "--none"]).ending == .exit(2))
      let nowhere = try await program.command("unpin", ["--model-directory", "/nowhere/models"])
      #expect(nowhere.ending == .exit(1) && nowhere.output.contains("there is no model directory"), "\(nowhere.output)")
    }
  }

  @Test("of pins set at the same time one wins, and current leads there")
  func race() async throws {
    try await SyncProgram.with("race") { program in
      let ids = try await program.publish("one", "two", "three")
      try await program.sidecar { _, _ in
        try await withThrowingTaskGroup(of: Void.self) { group in
          for number in 1...3 { group.addTask { _ = try await program.command("pin", ["\(number)"]) } }
          try await group.waitForAll()
        }
        let pin = try #require(try PinFile(program.workshop.directory).read().id)
        #expect(ids.contains(pin))
        try await Condition.wait(for: "a current that is the pin") { try program.workshop.directory.currentID() == pin }
      }
    }
  }
}
