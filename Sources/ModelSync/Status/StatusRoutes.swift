package import Hummingbird
internal import JSON
internal import Shared
internal import Synchronization

/// What others may ask of ModelSync.
package enum StatusRoutes {
  /// `/healthz`, `/readyz`, `/status`, `POST /sync` and `/metrics`.
  /// - Parameter metrics: the text of `/metrics`.
  package static func router(
    board: StatusBoard, requests: PullRequests, metrics: @escaping @Sendable () -> String
  ) -> Router<BasicRequestContext> {
    let router = Router()
    let wasReady = ReadinessLatch()
    router.get("healthz") { _, _ in Response(status: .ok, type: "text/plain", bytes: Array("ok\n".utf8)) }
    router.get("readyz") { _, _ in
      let isReady = wasReady.observe(board.current.generation != nil)
      return Response(
        status: isReady ? .ok : .serviceUnavailable, type: "text/plain", bytes: Array((isReady ? "ready\n" : "no generation yet\n").utf8))
    }
    router.get("status") { _, _ in Response(status: .ok, type: "application/json", bytes: board.current.json) }
    router.post("sync") { _, _ in await answer(to: requests.request(), board: board) }
    router.get("metrics") { _, _ in
      Response(status: .ok, type: "text/plain; version=0.0.4; charset=utf-8", bytes: Array(metrics().utf8))
    }
    return router
  }

  /// 200 when `current` is the newest; 502 when it could not be brought there; 503 when nobody could be asked.
  private static func answer(to outcome: SyncOutcome?, board: StatusBoard) -> Response {
    guard let outcome else {
      return Response(status: .serviceUnavailable, type: "text/plain", bytes: Array("not pulling\n".utf8))
    }
    var json = JSONWriter()
    json.object { json in
      json.member("outcome", outcome.word)
      json.member("message", outcome.line(source: board.current.source))
      json.member("generation", board.current.generation?.id.description)
    }
    return Response(status: outcome.isNewest ? .ok : .badGateway, type: "application/json", bytes: json.bytes)
  }
}

/// Readiness does not fall back: once there was a generation, readers have had it.
private final class ReadinessLatch: Sendable {
  private let wasReady = Mutex(false)

  func observe(_ isReady: Bool) -> Bool {
    wasReady.withLock { wasReady in
      wasReady = wasReady || isReady
      return wasReady
    }
  }
}

extension Response {
  fileprivate init(status: HTTPResponse.Status, type: String, bytes: [UInt8]) {
    self.init(status: status, headers: [.contentType: type], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }
}
