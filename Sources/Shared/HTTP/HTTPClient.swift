public import SystemPackage

/// Requests to other servers: model servers, object stores, action servers.
///
/// One client serves a whole process. It owns one thread, on which libcurl runs every transfer; callers wait without blocking theirs.
/// Cancelling the waiting task aborts its transfer at once. Proxies are taken from `http_proxy`, `https_proxy`, `all_proxy` and `no_proxy`
/// as curl does, certificates are always verified, and only http and https are spoken.
///
///     let client = HTTPClient()
///     let answer = try await client.execute(.init(url: "https://actions.example/health"))
///
/// Bodies come as they were sent: compression is not asked for, and not undone.
///
/// Redirects are followed only to http and https, never from https to http. A redirect to another origin (scheme, host, port) takes
/// no credentials along: basic authentication and every header but the harmless ones of `Redirection` stay behind.
///
/// - Note: ``download(_:to:)`` writes on the client's thread, so a slow disk slows the client's other transfers.
public final class HTTPClient: Sendable {
  private let loop: TransferLoop

  /// Starts the client's thread.
  public init(configuration: Configuration = .init()) {
    loop = TransferLoop(configuration: configuration)
  }

  deinit { loop.shutdown() }

  /// Ends the thread; transfers under way fail with ``HTTPClientError/unavailable``, and so does every later request.
  /// Returns when the thread is gone. May be called repeatedly.
  public func shutdown() { loop.shutdown() }

  /// Sends a request and collects the answer's body in memory, up to `maximumBodyBytes`.
  /// - Returns: the answer, whatever its status.
  public func execute(_ request: Request) async throws(HTTPClientError) -> Response {
    let outcome = try await follow(request, into: .memory)
    return Response(status: outcome.status, headers: outcome.headers, body: outcome.body)
  }

  /// Sends a request and waits for the answer's status alone. A short body is read for the connection's sake, a longer one cut off.
  public func status(of request: Request) async throws(HTTPClientError) -> Int {
    try await follow(request, into: .nothing).status
  }

  /// Sends a request and streams the answer's body to a file, from the file's current position.
  ///
  /// Only the body of a 200 reaches the file; other answers return with `bytes` 0. After an error the file may hold the beginning of a
  /// body: it is the caller's to discard. The file is not used any more once this has returned, nor synchronised with the disk.
  public func download(_ request: Request, to file: FileDescriptor) async throws(HTTPClientError) -> Download {
    let outcome = try await follow(request, into: .file(file))
    return Download(status: outcome.status, headers: outcome.headers, bytes: outcome.bytes, sha256: outcome.digest)
  }

  /// Sends a request and streams the answer's body to its place in a file.
  ///
  /// Only the body of a 206 whose `Content-Range` is the region's reaches the file, and no byte more than the part has. Of an answer of
  /// another status the body's beginning is returned: it says why. After an error, `region.received` tells how much is in its place.
  package func download(_ request: Request, into region: FileRegion) async throws(HTTPClientError) -> Response {
    let outcome = try await follow(request, into: .region(region))
    return Response(status: outcome.status, headers: outcome.headers, body: outcome.body)
  }

  private func follow(_ request: Request, into sink: BodySink) async throws(HTTPClientError) -> TransferOutcome {
    var redirection = try Redirection(request)
    // Small talk, of which nothing goes from or into a file, is nobody's progress.
    let isWatched =
      switch sink {
      case .nothing, .memory: request.fileBody != nil
      case .file, .region: true
      }
    let progress = isWatched ? TransferProgress.current : nil
    let deadline = request.timeout.map { ContinuousClock.now + $0 }
    while true {
      // An answer may be there before the cancellation has reached the thread that awaits it.
      if Task.isCancelled { throw .cancelled }
      let plan = try TransferPlan(redirection, sink: sink, remaining: deadline.map { $0 - .now }, progress: progress)
      let outcome = try await loop.perform(plan).get()
      guard try redirection.advance(after: outcome) else { return outcome }
    }
  }
}
