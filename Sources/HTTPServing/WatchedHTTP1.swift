package import HummingbirdCore
package import Logging
package import NIOCore
internal import NIOHTTPTypesHTTP1

/// HTTP/1.1 whose connections have limits: `ConnectionWatch` ends those that do not get on, and all of them in good order when the
/// server stops.
package struct WatchedHTTP1: ServerChildChannel {
  /// A connection that nobody handles yet.
  package struct Value: ServerChildChannelValue {
    package let channel: any Channel
    let http: Handover
  }

  /// Bytes that are taken from a socket at once.
  private static let largestRead = 16 << 10

  private let http: HTTP1Channel
  private let limits: ConnectionLimits
  private let isDraining: @Sendable () -> Bool

  /// - Parameters:
  ///   - isDraining: whether the server is about to stop, so that every answer ends its connection.
  ///   - responder: answers requests.
  package init(
    limits: ConnectionLimits, isDraining: @escaping @Sendable () -> Bool = { false }, responder: @escaping HTTPChannelHandler.Responder
  ) {
    self.limits = limits
    self.isDraining = isDraining
    http = HTTP1Channel(
      responder: responder,
      configuration: .init(
        idleTimeout: TimeAmount(limits.idle),
        httpDecoderConfiguration: .init(
          maxHeaderFieldSize: limits.headerBytes, maxHeaderListSize: limits.headerBytes, maxHeaderFieldCount: limits.headerFields)))
  }

  /// From the socket inwards: the watch, HTTP's coding, where its messages begin and end.
  package func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
    // What a connection has read and nobody has asked for yet is some of these. One that is closed by now takes no option.
    try? channel.syncOptions?.setOption(
      .recvAllocator, value: AdaptiveRecvByteBufferAllocator(minimum: 64, initial: 2_048, maximum: Self.largestRead))
    return http.setup(channel: channel, logger: logger).flatMapThrowing { http in
      let handover = Handover(http)
      let (watch, pipeline) = (ConnectionWatch(limits), channel.pipeline.syncOperations)
      let codec = try pipeline.handler(type: HTTP1ToHTTPServerCodec.self)
      try pipeline.addHandler(RequestBoundaryHandler(watch, isDraining: isDraining), position: .before(codec))
      try pipeline.addHandler(watch, position: .first)
      return Value(channel: channel, http: handover)
    }
  }

  package func handle(value: Value, logger: Logger) async {
    guard let http = value.http.take() else { return }
    await self.http.handle(value: http, logger: logger)
  }
}
