internal import Hummingbird
package import Logging
internal import ServiceLifecycle
package import Shared
internal import Synchronization

/// Answers requests later: one that names a `callback_url` gets 204 at once, and its answer is posted to that address when there is one.
///
/// As in Rasa the body is that of the answer, with its content type, or that of Rasa's error; the status does not travel. It is sent once.
///
/// So many are worked on at a time, so many wait; beyond that they are refused with 503. At shutdown those that are worked on come to
/// their end, and those that wait are told that they will not be answered.
package final class DeferredAnswers: Service {
  private struct Job: Sendable {
    let route: Route
    let request: Request
    let callback: String
  }

  private struct State {
    /// Worked on, or waiting.
    var accepted = 0
    var isClosed = false
  }

  package static let maximumParallel = 4
  package static let maximumAccepted = 16
  /// Whoever takes longer to take an answer keeps others waiting for theirs.
  private static let timeout = Duration.seconds(60)
  private static let maximumReplyBytes: Int64 = 1 << 20

  private let client: HTTPClient
  private let addresses: RequestedAddresses
  private let maximumBodyBytes: Int
  private let logger: Logger
  private let state = Mutex(State())
  private let jobs: AsyncStream<Job>
  private let submission: AsyncStream<Job>.Continuation

  /// - Parameter maximumBodyBytes: larger requests are refused.
  package init(client: HTTPClient, addresses: RequestedAddresses, maximumBodyBytes: Int, logger: Logger) {
    self.client = client
    self.addresses = addresses
    self.maximumBodyBytes = maximumBodyBytes
    self.logger = logger
    (jobs, submission) = AsyncStream.makeStream(of: Job.self)
  }

  /// The route, for which clients may name a `callback_url`.
  package func route(_ route: Route) -> Route {
    Route(route.method, route.path, isOpen: route.isOpen, conversation: route.conversation) { [self] request in
      guard let callback = request.query("callback_url") else { return try await route.handle(request) }
      return try await accept(request, for: route, callback: String(callback))
    }
  }

  private func accept(_ request: Request, for route: Route, callback: String) async throws -> Response {
    try await addresses.check(callback, parameter: "callback_url", in: "query")
    // The connection may be gone, or busy with another request, when its turn comes.
    let body = try await request.bytes(upTo: maximumBodyBytes)
    let isAccepted = state.withLock { state in
      guard !state.isClosed, state.accepted < Self.maximumAccepted else { return false }
      state.accepted += 1
      return true
    }
    guard isAccepted else {
      throw APIFailure(.serviceUnavailable, "ServiceUnavailable", "Too many answers are owed to callback URLs. Try again later.")
    }
    submission.yield(Job(route: route, request: Request(head: request.head, body: RequestBody(buffer: body)), callback: callback))
    return Response(status: .noContent)
  }

  package func run() async throws {
    await withGracefulShutdownHandler {
      await withTaskGroup(of: Void.self) { group in
        var running = 0
        for await job in jobs {
          if running == Self.maximumParallel {
            await group.next()
            running -= 1
          }
          running += 1
          group.addTask { [self] in await perform(job) }
        }
      }
    } onGracefulShutdown: { [self] in
      state.withLock { $0.isClosed = true }
      submission.finish()
    }
  }

  private func perform(_ job: Job) async {
    defer { state.withLock { $0.accepted -= 1 } }
    let isClosed = state.withLock { $0.isClosed }
    await send(isClosed ? Self.stopping.response : await answer(to: job), of: job)
  }

  private func answer(to job: Job) async -> Response {
    do { return try await job.route.handle(job.request) } catch let failure as APIFailure {
      return failure.response
    } catch let page as ErrorPage {
      return Self.unexpected(page.message).response
    } catch {
      logger.error("a request failed: \(error)", metadata: ["path": "\(job.route.path)"])
      return Self.unexpected(ErrorPage.internalError.message).response
    }
  }

  private func send(_ response: Response, of job: Job) async {
    let name = "the answer to \(job.route.method.rawValue) \(job.route.path)"
    do {
      var request = HTTPClient.Request(url: job.callback, method: "POST", body: try await CollectedBody.bytes(of: response.body))
      request.headers["Content-Type"] = response.headers[.contentType] ?? "application/octet-stream"
      request.headers["Accept"] = "*/*"
      request.timeout = Self.timeout
      request.maximumBodyBytes = Self.maximumReplyBytes
      request.addressPolicy = addresses.policy
      let status = try await client.execute(request).status
      if status >= 400 { logger.error("\(name) was not taken by \(DisplayURL(job.callback)): status \(status)") }
    } catch {
      logger.error("\(name) was not sent to its callback URL: \(error)")
    }
  }

  private static func unexpected(_ sentence: String) -> APIFailure {
    APIFailure(.internalServerError, "UnexpectedError", "An unexpected error occurred. Error: \(sentence)")
  }

  private static let stopping = APIFailure(
    .serviceUnavailable, "ServiceUnavailable", "The server stops, and did not get to this request.")
}
