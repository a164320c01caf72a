import Foundation
import HTTPServing
import Logging
import ModelSync
import ServiceLifecycle
import Shared
import SystemPackage
import TestSupport
import Testing

@Suite("Clients of the status port that do not get on", .serialized)
struct StatusServerTests {
  @Test("connections beyond the limit wait, and idle ones are closed for them")
  func limit() async throws {
    let port = try LoopbackPort.free()
    var limits = StatusServer.limits
    limits.connections = 2
    limits.idle = .seconds(1)
    let registry = PrometheusRegistry()
    let board = StatusBoard(SyncStatus(source: "memory", startedAt: .now), metrics: SyncMetrics(factory: registry))
    let service = StatusServer.service(
      board: board, requests: PullRequests(), metrics: { registry.text() }, address: .init(host: "127.0.0.1", port: port), limits: limits,
      logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
    let group = ServiceGroup(services: [service], logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { try await group.run() }
      try await Condition.wait(for: "a status") { LoopbackPort.answers(port) }
      let idle = try [RawConnection(port: port), RawConnection(port: port)]
      let third = try RawConnection(port: port)
      third.send("GET /healthz HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
      #expect(try third.readToEnd().hasPrefix("HTTP/1.1 200"))
      for connection in idle { #expect(try connection.readToEnd() == "") }
      await group.triggerGracefulShutdown()
      try await tasks.waitForAll()
    }
  }

  @Test("there are few connections, as the manual says, and yet more than wait for pulls")
  func fewConnections() throws {
    let connections = StatusServer.limits.connections
    #expect(connections > PullRequests.maximumWaiting * 2 && connections < 500)
    let manual = try String(contentsOfFile: Repository.root.appending("docs/ModelSync.md").string, encoding: .utf8)
    #expect(manual.contains("\(connections) connections"))
  }

  @Test("SIGTERM ends ModelSync although a client takes none of its answers")
  func takesNothing() async throws {
    try await SyncProgram.with("silent") { program in
      let port = try LoopbackPort.free()
      let running = try program.start(["--source", program.archives.string, "--status-port", "\(port)"])
      try await running.wait(for: "a status") { LoopbackPort.answers(port) }
      let silent = try RawConnection(port: port)
      var (unread, stills) = (0, 0)
      silent.send(String(repeating: "GET /metrics HTTP/1.1\r\nHost: h\r\n\r\n", count: 2_000))
      try await running.wait(for: "answers that nobody takes") {
        let before = unread
        unread = silent.unreadBytes
        stills = unread > 30_000 && unread == before ? stills + 1 : 0
        return stills == 20
      }
      #expect(try await running.stop() == .exit(0), "\(running.output)")
    }
  }
}
