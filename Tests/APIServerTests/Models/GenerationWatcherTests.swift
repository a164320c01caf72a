import APIServer
import Foundation
import Hummingbird
import JSON
import Logging
import ModelFormat
import ServiceLifecycle
import Shared
import SystemPackage
import TestSupport
import Testing

@Suite("The watcher")
struct GenerationWatcherTests {
  /// Runs a watcher over a folder until `body` is over.
  private func watching(
    _ folder: FilePath, events: (any DirectoryEvents)? = nil, pace: GenerationWatcher.Pace = .init(),
    _ body: (TestServer) async throws -> Void
  ) async throws {
    let temporary = try TestDirectory.make("watcher-temporary")
    defer { TestDirectory.remove(temporary) }
    let server = try TestServer(temporaryFolder: temporary)
    let watcher = GenerationWatcher(
      location: LocalModelLocation(path: folder), events: events ?? InotifyEvents(path: folder), exchange: server.exchange, pace: pace,
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    let running = Task { try await watcher.run() }
    defer { running.cancel() }
    await watcher.firstLook()
    try await body(server)
    running.cancel()
    try await running.value
    #expect(try TestFile.names(in: temporary).isEmpty)
  }

  private func awaitModel(_ id: String, on server: TestServer) async throws {
    try await Condition.wait(for: "the model \(id)") { server.current.value.model?.modelID == id }
  }

  @Test("what is published is served after the first look, and what comes later after its link was swapped")
  func generations() async throws {
    try await TestDirectory.with("watcher") { folder in
      try Publication.publish("one", generation: "00000001-a", in: folder)
      try await watching(folder) { server in
        #expect(server.current.value.model?.modelID == "one")
        for index in 2...6 {
          try Publication.publish("model\(index)", generation: "0000000\(index)-a", in: folder)
          try await awaitModel("model\(index)", on: server)
        }
        #expect(server.current.value.model?.generation?.description == "00000006-a")
      }
    }
  }

  @Test("a folder that comes later, and one that takes its place, are served")
  func replacedFolder() async throws {
    try await TestDirectory.with("watcher") { parent in
      let folder = parent.appending("models")
      try await watching(folder) { server in
        #expect(server.current.value.model == nil)
        let prepared = parent.appending("prepared")
        try Publication.publish("one", generation: "00000001-a", in: prepared)
        try FileManager.default.moveItem(atPath: prepared.string, toPath: folder.string)
        try await awaitModel("one", on: server)
        try FileManager.default.moveItem(atPath: folder.string, toPath: parent.appending("old").string)
        try Publication.publish("two", generation: "00000001-b", in: prepared)
        try FileManager.default.moveItem(atPath: prepared.string, toPath: folder.string)
        try await awaitModel("two", on: server)
        try Publication.publish("three", generation: "00000002-b", in: folder)
        try await awaitModel("three", on: server)
      }
    }
  }

  @Test("in a plain folder a newly renamed-in archive is served")
  func archives() async throws {
    try await TestDirectory.with("watcher") { folder in
      try TestFile.write(ModelFixture.archive("one"), to: folder.appending("one.tar.gz"), modified: 1_000)
      try await watching(folder) { server in
        #expect(server.current.value.model?.modelID == "one")
        try TestFile.write(ModelFixture.archive("two"), to: folder.appending("two.tar.gz"), modified: 2_000)
        try await awaitModel("two", on: server)
        #expect(server.current.value.model?.fileName == "two.tar.gz")
      }
    }
  }

  @Test("a generation that does not load is reported once, and the old one serves on until the next")
  func failure() async throws {
    try await TestDirectory.with("watcher") { folder in
      try Publication.publish("one", generation: "00000001-a", in: folder)
      try await watching(folder) { server in
        try Publication.publish("two", generation: "00000002-a", in: folder)
        try await awaitModel("two", on: server)
        try FileManager.default.removeItem(atPath: folder.appending("generations/00000001-a/metadata.json").string)
        try Publication.link(to: "00000001-a", in: folder)
        try await Condition.wait(for: "a reported failure") { server.current.value.failure != nil }
        #expect(server.current.value.failure?.model == "generation 00000001-a")
        let status = try await server.ask(.get, "/status").json
        #expect(status["model_id"] == "two")
        #expect(status["load_failure"]?["model"] == "generation 00000001-a")
        try Publication.publish("three", generation: "00000003-a", in: folder)
        try await awaitModel("three", on: server)
        #expect(server.current.value.failure == nil)
        #expect(server.registry.text().contains("api_server_model_load_failures_total 1"))
      }
    }
  }

  @Test("a generation that does not let itself be read is tried again until it does")
  func unreadable() async throws {
    try await TestDirectory.with("watcher") { folder in
      var pace = GenerationWatcher.Pace()
      pace.retry = .milliseconds(20)
      pace.withHints = .milliseconds(20)
      pace.settling = .milliseconds(1)
      try Publication.publish("one", generation: "00000001-a", in: folder)
      let events = ManualEvents()
      try await watching(folder, events: events, pace: pace) { server in
        try Publication.publish("two", generation: "00000002-a", in: folder)
        let file = folder.appending("generations/00000002-a/metadata.json")
        try FileManager.default.removeItem(atPath: file.string)
        try FileManager.default.createSymbolicLink(atPath: file.string, withDestinationPath: "metadata.json")
        events.hint()
        try await Condition.wait(for: "a reported failure") { server.current.value.failure != nil }
        #expect(server.current.value.model?.modelID == "one")
        try FileManager.default.removeItem(atPath: file.string)
        try TestFile.write(Array(ModelFixture.metadata("two").utf8), to: file)
        try await awaitModel("two", on: server)
      }
    }
  }

  @Test(
    "what did not let itself be read is no refusal, and may pass",
    arguments: [
      ModelLoadError.unusableTests(.unreadable("acceptance-tests.yml", reason: .tooManyOpenFiles)),
      .unusableTests(.missing("acceptance-tests.yml")), .format(.inaccessible(file: "metadata.json", reason: .ioError)),
      .archive(.unreadable(reason: "Input/output error")),
    ])
  func notRefused(error: ModelLoadError) {
    #expect(error.verdict == .failed && error.mayPass)
    let unusable = ModelLoadError.unusableTests(.unusable("acceptance-tests.yml", reason: "it is no file"))
    #expect(unusable.verdict == .refused && !unusable.mayPass)
  }

  @Test("when the link goes away or leads nowhere the old model serves on")
  func lostLink() async throws {
    try await TestDirectory.with("watcher") { folder in
      try Publication.publish("one", generation: "00000001-a", in: folder)
      try await watching(folder) { server in
        try Publication.link(to: "00000009-gone", in: folder)
        try await Condition.wait(for: "a reported failure") { server.current.value.failure != nil }
        try FileManager.default.removeItem(atPath: folder.appending("current").string)
        try Publication.publish("two", generation: "00000002-a", in: folder)
        try await awaitModel("two", on: server)
      }
    }
  }

  @Test("a generation that was away and has come back is no failure any more")
  func cameBack() async throws {
    try await TestDirectory.with("watcher") { folder in
      let events = ManualEvents()
      var pace = GenerationWatcher.Pace()
      pace.settling = .milliseconds(1)
      try Publication.publish("one", generation: "00000001-a", in: folder)
      try await watching(folder, events: events, pace: pace) { server in
        let (here, away) = (folder.appending("generations").string, folder.appending("away").string)
        try FileManager.default.moveItem(atPath: here, toPath: away)
        events.hint()
        try await Condition.wait(for: "a reported failure") { server.current.value.failure != nil }
        try FileManager.default.moveItem(atPath: away, toPath: here)
        events.hint()
        try await Condition.wait(for: "no failure") { server.current.value.failure == nil }
        #expect(server.registry.text().contains("api_server_model_loads_total 1"))
      }
    }
  }

  @Test("where hints stay out the watcher looks by itself")
  func withoutHints() async throws {
    try await TestDirectory.with("watcher") { folder in
      var pace = GenerationWatcher.Pace()
      pace.withoutHints = .milliseconds(20)
      pace.settling = .milliseconds(1)
      try await watching(folder, events: ManualEvents(coverage: .none("no hints here")), pace: pace) { server in
        try Publication.publish("one", generation: "00000001-a", in: folder)
        try await awaitModel("one", on: server)
      }
    }
  }

  @Test("a hint for nothing loads nothing")
  func idleHint() async throws {
    try await TestDirectory.with("watcher") { folder in
      let events = ManualEvents()
      try Publication.publish("one", generation: "00000001-a", in: folder)
      var pace = GenerationWatcher.Pace()
      pace.settling = .milliseconds(1)
      try await watching(folder, events: events, pace: pace) { server in
        events.hint()
        try Publication.publish("two", generation: "00000002-a", in: folder)
        events.hint()
        try await awaitModel("two", on: server)
        #expect(server.registry.text().contains("api_server_model_loads_total 2"))
      }
    }
  }

  @Test("a model that was unloaded by hand stays so until another is published")
  func unloaded() async throws {
    try await TestDirectory.with("watcher") { folder in
      let events = ManualEvents()
      try Publication.publish("one", generation: "00000001-a", in: folder)
      try await watching(folder, events: events) { server in
        server.exchange.unload()
        try Publication.publish("two", generation: "00000002-a", in: folder)
        #expect(server.current.value.model == nil)
        events.hint()
        try await awaitModel("two", on: server)
      }
    }
  }
}
