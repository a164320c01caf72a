import Foundation
import JSON
import ModelSync
import Shared
import SystemPackage
import TestSupport
import Testing

@Suite("SIGTERM while somebody waits for a pull", .serialized)
struct EndingTests {
  /// Ends a ModelSync in the middle of a download that would take for ever, once `wait` has made somebody wait for the pull after it.
  private func end(_ program: SyncProgram, whileWaiting wait: (RunningProgram, Int) async throws -> Void) async throws {
    let (server, port) = (try HangingServer(), try LoopbackPort.free())
    defer { server.stop() }
    let endpoints = program.archives.appending("endpoints.yml")
    try Data("models:\n  url: \(server.url)\n".utf8).write(to: URL(fileURLWithPath: endpoints.string))
    let running = try program.start(["--endpoints", endpoints.string, "--status-port", "\(port)", "--minimum-rate", "0"])
    try await running.wait(for: "a status") { LoopbackPort.answers(port) }
    try await running.wait(for: "a beginning of the archive") { try program.workshop.stagedBytes() > 0 }
    try await wait(running, port)
    #expect(try await running.stop() == .exit(0), "\(running.output)")
    #expect(try program.workshop.leftovers() == [])
  }

  @Test("a request to pull is answered, and the download aborted")
  func request() async throws {
    try await SyncProgram.with("request") { program in
      var connection: RawConnection?
      try await end(program) { _, port in
        connection = try RawConnection(port: port)
        connection?.send("POST /sync HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        #expect(try HTTPCall.get("/status").send(to: port).json["state"]?.string == "pulling")
      }
      #expect(try connection?.readToEnd().hasPrefix("HTTP/1.1 503") == true)
    }
  }

  @Test("a server's refusal does not hold it up")
  func report() async throws {
    try await SyncProgram.with("report") { program in
      let generation = try await program.publish("one")[0]
      try await end(program) { running, port in
        let server = try #require(ServerName("web-1"))
        let report = GenerationReport(
          generation: generation, server: server, verdict: .refused, tests: 1, reason: "a reason", reportedAt: Date())
        let path = program.workshop.directory.reports.appending(GenerationReport.fileName(of: server))
        try Data(report.text).write(to: URL(fileURLWithPath: path.string), options: .atomic)
        try await running.wait(for: "a report that was read") {
          try HTTPCall.get("/status").send(to: port).json["servers"]?["refused"]?.integer == 1
        }
      }
    }
  }
}
