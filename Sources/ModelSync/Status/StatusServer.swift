package import HTTPServing
internal import Hummingbird
internal import HummingbirdCore
package import Logging
package import ServiceLifecycle

/// The port on which the status is served. Whatever its clients do, it costs the pulls nothing, and does not hold up the end.
package enum StatusServer {
  /// What a client may take, of connections and of time.
  package static let limits: ConnectionLimits = {
    var limits = ConnectionLimits()
    // More than wait for this pull and the next, so that probes find one; few of the 1,024 files that a process may usually open.
    limits.connections = PullRequests.maximumWaiting * 2 + 50
    limits.bodyBytes = 16 << 10
    limits.requestBytes = 64 << 10
    limits.receiving = .seconds(10)
    limits.idle = .seconds(30)
    limits.sending = .seconds(10)
    limits.ending = .seconds(3)
    return limits
  }()

  /// Serves ``StatusRoutes``.
  /// - Parameters:
  ///   - metrics: the text of `/metrics`.
  ///   - address: port 0 takes a free one, which is logged.
  package static func service(
    board: StatusBoard, requests: PullRequests, metrics: @escaping @Sendable () -> String, address: SyncConfiguration.StatusAddress,
    limits: ConnectionLimits = limits, logger: Logger
  ) -> some Service {
    Application(
      router: StatusRoutes.router(board: board, requests: requests, metrics: metrics),
      server: HTTPServerBuilder { responder in WatchedHTTP1(limits: limits, responder: responder) },
      configuration: .init(
        address: .hostname(address.host, port: address.port), serverName: "ModelSync",
        availableConnectionsDelegate: .maximum(limits.connections, logger: logger.quiet)),
      onServerRunning: { channel in
        let port = channel.localAddress?.port ?? address.port
        logger.notice("status is served", metadata: ["host": "\(address.host)", "port": "\(port)"])
      },
      logger: logger.quiet)
  }
}
