import APIServer
import HTTPTypes
import Hummingbird
import JSON
import Logging
import ServiceLifecycle
import Shared
import TestSupport
import Testing

@Suite("Answers that are sent to a callback URL")
struct DeferredAnswersTests {
  private let client = HTTPClient()
  private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  private func deferred(_ addresses: RequestedAddresses = RequestedAddresses()) -> DeferredAnswers {
    DeferredAnswers(client: client, addresses: addresses, maximumBodyBytes: 100, logger: logger)
  }

  private func ask(_ route: Route, callback: String?, body: String = "in") async throws -> Response {
    let path = "/slow" + (callback.map { "?callback_url=\($0.replacing("&", with: "%26"))" } ?? "")
    let head = HTTPRequest(method: .post, scheme: "http", authority: "test", path: path, headerFields: [:])
    return try await route.handle(Request(head: head, body: RequestBody(buffer: ByteBuffer(string: body))))
  }

  /// Lets the service run while `body` does something, and then stops it in an orderly way.
  private func running(
    _ deferred: DeferredAnswers, _ body: @escaping @Sendable () async throws -> Void,
    whileStopping: @escaping @Sendable () async throws -> Void = {}
  ) async throws {
    let group = ServiceGroup(services: [deferred], logger: logger)
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { try await group.run() }
      do { try await body() } catch {
        tasks.cancelAll()
        throw error
      }
      await group.triggerGracefulShutdown()
      try await whileStopping()
      try await tasks.waitForAll()
    }
  }

  private static func body(of request: String?) -> String {
    guard let request, let end = request.firstRange(of: "\r\n\r\n") else { return "" }
    return String(request[end.upperBound...])
  }

  @Test func `the answer is 204 at once, and the real one is posted with its content type`() async throws {
    let receiver = try LoopbackServer { _, connection in connection.answer() }
    defer { receiver.stop() }
    let deferred = deferred()
    let gate = Gate()
    let route = deferred.route(
      Route(.post, "/slow") { request in
        await gate.pass()
        return .text("out of \(String(buffer: try await request.bytes(upTo: 100)))")
      })
    try await running(deferred) {
      let answer = try await ask(route, callback: receiver.url("/done?a=1&b=2"))
      #expect(answer.status == .noContent)
      #expect(receiver.requests.isEmpty)
      gate.open()
      try await Condition.wait(for: "a posted answer") { receiver.requests.count == 1 }
    }
    let request = try #require(receiver.requests.first)
    #expect(request.hasPrefix("POST /done?a=1&b=2 HTTP/1.1\r\n"))
    #expect(request.contains("Content-Type: text/plain; charset=utf-8\r\n"))
    #expect(Self.body(of: request) == "out of in")
  }

  @Test func `without the parameter, and with an empty one, the answer comes as always`() async throws {
    let route = deferred().route(Route(.post, "/slow") { _ in .text("here") })
    #expect(try await ask(route, callback: nil).status == .ok)
    #expect(try await ask(route, callback: "").status == .ok)
  }

  @Test func `of an error Rasa's body is posted, and of one that is none the sentence`() async throws {
    let receiver = try LoopbackServer { _, connection in connection.answer("500 Oops") }
    defer { receiver.stop() }
    let deferred = deferred()
    let failing = deferred.route(Route(.post, "/slow") { _ in throw APIFailure.badRequest("No.") })
    let broken = deferred.route(Route(.post, "/slow") { _ in throw ErrorPage.malformedJSON })
    try await running(deferred) {
      #expect(try await ask(failing, callback: receiver.url()).status == .noContent)
      try await Condition.wait(for: "a posted error") { receiver.requests.count == 1 }
      #expect(try await ask(broken, callback: receiver.url()).status == .noContent)
      try await Condition.wait(for: "another one") { receiver.requests.count == 2 }
    }
    let first = try JSONParser.parse(Array(Self.body(of: receiver.requests.first).utf8))
    #expect(first["status"] == "failure")
    #expect(first["code"] == 400)
    #expect(first["message"] == "No.")
    let second = try JSONParser.parse(Array(Self.body(of: receiver.requests.last).utf8))
    #expect(second["reason"] == "UnexpectedError")
    #expect(second["message"] == "An unexpected error occurred. Error: Failed when parsing body as json")
    #expect(second["code"] == 500)
  }

  @Test(
    "an address that requests may not name is a bad request that names the parameter, and nothing is done",
    arguments: ["http://169.254.169.254/", "http://[fe80::1]/x", "ftp://host/", "nonsense", "file:///etc/passwd"])
  func refused(url: String) async throws {
    let route = deferred().route(
      Route(.post, "/slow") { _ in
        Issue.record("it was done")
        return .text("")
      })
    let error = await #expect(throws: APIFailure.self) { try await ask(route, callback: url) }
    #expect(error?.status == .badRequest)
    #expect(error?.details["parameter"] == "callback_url")
    #expect(error?.details["in"] == "query")
  }

  @Test func `the server does not call itself`() async throws {
    let addresses = RequestedAddresses()
    addresses.listens(on: try #require(IPAddress("0.0.0.0")), port: 5_005)
    let route = deferred(addresses).route(Route(.post, "/slow") { _ in .text("") })
    await #expect(throws: APIFailure.self) { try await ask(route, callback: "http://localhost:5005/model") }
  }

  @Test func `a body that is too large is refused as always`() async throws {
    let route = deferred().route(Route(.post, "/slow") { _ in .text("") })
    await #expect(throws: ErrorPage.self) {
      try await ask(route, callback: "http://127.0.0.1:1/", body: String(repeating: "x", count: 101))
    }
  }

  @Test func `some are worked on at a time, some wait, and more are refused; at the end those that wait are told`() async throws {
    let receiver = try LoopbackServer { _, connection in connection.answer() }
    defer { receiver.stop() }
    let deferred = deferred()
    let gate = Gate()
    let route = deferred.route(
      Route(.post, "/slow") { _ in
        await gate.pass()
        return .text("done")
      })
    try await running(deferred) {
      for _ in 0..<DeferredAnswers.maximumAccepted { _ = try await ask(route, callback: receiver.url()) }
      try await Condition.wait(for: "work") { gate.arrivals == DeferredAnswers.maximumParallel }
      let error = await #expect(throws: APIFailure.self) { try await ask(route, callback: receiver.url()) }
      #expect(error?.status == .serviceUnavailable)
    } whileStopping: {
      let error = try await Condition.value(of: "an end") { () -> APIFailure? in
        do { _ = try await ask(route, callback: receiver.url()) } catch let failure as APIFailure { return failure }
        return nil
      }
      #expect(error.status == .serviceUnavailable)
      gate.open()
    }
    #expect(gate.arrivals == DeferredAnswers.maximumParallel)
    let bodies = receiver.requests.map { Self.body(of: $0) }
    #expect(bodies.count == DeferredAnswers.maximumAccepted)
    #expect(bodies.filter { $0 == "done" }.count == DeferredAnswers.maximumParallel)
    #expect(bodies.filter { $0.contains("The server stops") }.count == bodies.count - DeferredAnswers.maximumParallel)
  }
}
