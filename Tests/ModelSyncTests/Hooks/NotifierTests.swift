import Foundation
import Glibc
import JSON
import ModelSync
import Shared
import Synchronization
import SystemPackage
import TestSupport
import Testing

@Suite("Whoever wants to know is told of publications", .serialized)
struct NotifierTests {
  /// Answers these statuses, one after the other, the last for ever.
  private func server(_ statuses: [String]) throws -> LoopbackServer {
    let count = Mutex(0)
    return try LoopbackServer { _, connection in
      let index = count.withLock { count in
        defer { count += 1 }
        return min(count, statuses.count - 1)
      }
      connection.answer(statuses[index])
    }
  }

  @Test("once for each, with the generation and the token, and again until it is taken")
  func delivered() async throws {
    let server = try server(["503 Service Unavailable", "429 Too Many Requests", "204 No Content"])
    defer { server.stop() }
    try await SyncProgram.with("notify") { program in
      let archive = ModelFixture.archive("one")
      try program.offer(archive, as: "one")
      let flags = ["--notify-url", server.url("/hook?secret=x")]
      let run = try await program.once(flags, environment: ["MODEL_SYNC_NOTIFY_TOKEN": "t0ken"])
      #expect(run.ending == .exit(0), "\(run.output)")
      #expect(server.requests.count == 3)
      let request = try #require(server.requests.last)
      #expect(request.hasPrefix("POST /hook?secret=x HTTP/1.1\r\n"))
      #expect(request.contains("Authorization: Bearer t0ken\r\n") && request.contains("Content-Type: application/json\r\n"))
      let body = try JSONParser.parse(Array(request.components(separatedBy: "\r\n\r\n")[1].utf8))
      #expect(body["event"]?.string == "published")
      #expect(body["generation"]?["sha256"]?.string == SHA256.hash(of: archive).hexadecimal)
      #expect(!run.output.contains("t0ken") && !run.output.contains("secret"), "\(run.output)")
      // Nothing new, nothing told.
      _ = try await program.once(flags)
      #expect(server.requests.count == 3)
    }
  }

  @Test("any 2xx takes it, whatever it says beside")
  func talkative() async throws {
    let server = try LoopbackServer { _, connection in connection.answer("200 OK", String(repeating: "thank you ", count: 20_000)) }
    defer { server.stop() }
    try await SyncProgram.with("notify") { program in
      try program.offer(ModelFixture.archive("one"), as: "one")
      let run = try await program.once(["--notify-url", server.url()])
      #expect(run.ending == .exit(0) && run.output.contains("told of the publication"), "\(run.output)")
      #expect(server.requests.count == 1)
    }
  }

  @Test("an answer that will not change is not asked for again, and a publication stays one", arguments: ["404 Not Found", "302 Found"])
  func refused(status: String) async throws {
    let server = try server([status])
    defer { server.stop() }
    try await SyncProgram.with("notify") { program in
      try program.offer(ModelFixture.archive("one"), as: "one")
      let run = try await program.once(["--notify-url", server.url()])
      #expect(run.ending == .exit(0) && run.output.contains("could not tell of the publication"), "\(run.output)")
      #expect(server.requests.count == 1)
      #expect(try program.workshop.marker() == "one")
    }
  }

  @Test("a receiver that is not there is given up after its attempts, and SIGTERM does not wait for it")
  func absent() async throws {
    try await SyncProgram.with("notify") { program in
      try program.offer(ModelFixture.archive("one"), as: "one")
      let port = try LoopbackPort.free()
      let run = try await program.once(["--notify-url", "http://127.0.0.1:\(port)/", "--notify-attempts", "2"])
      #expect(run.ending == .exit(0) && run.output.contains("could not tell of the publication"), "\(run.output)")
      try program.offer(ModelFixture.archive("two"), as: "two")
      let running = try program.start([
        "--source", program.archives.string, "--notify-url", "http://127.0.0.1:\(port)/", "--notify-attempts", "100",
      ])
      try await running.wait(for: "published") { try program.workshop.marker() == "two" }
      running.send(signal: SIGTERM)
      #expect(try await running.waitForEnd() == .exit(0))
    }
  }

  @Test("a token that is given twice, or for nobody, is refused at the start")
  func settings() async throws {
    try await SyncProgram.with("notify") { program in
      let token = program.archives.appending("token")
      try Data("t\n".utf8).write(to: URL(fileURLWithPath: token.string))
      let alone = try await program.once(["--notify-token-file", token.string])
      #expect(alone.ending == .exit(2) && alone.output.contains("means nothing without --notify-url"), "\(alone.output)")
      let twice = try await program.once(
        ["--notify-token-file", token.string, "--notify-url", "http://127.0.0.1:1/"], environment: ["MODEL_SYNC_NOTIFY_TOKEN": "u"])
      #expect(twice.ending == .exit(2), "\(twice.output)")
    }
  }
}
