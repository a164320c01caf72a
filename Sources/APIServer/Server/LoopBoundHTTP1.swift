internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import NIOHTTPTypesHTTP1

/// HTTP/1.1, with TLS if there are credentials, whose requests are answered on the event loop of their connection.
///
/// A short message is understood in less time than a request takes to go to another thread and its answer to come back, and
/// two threads to a core keep each other waiting. What takes longer must leave the loop by itself, and may ask the
/// `ClientConnection` whether anyone still waits for it.
struct LoopBoundHTTP1: ServerChildChannel {
  /// A connection with what belongs to it.
  struct Value: ServerChildChannelValue {
    let channel: any Channel
    let http: Handover
    let connection: ClientConnection
  }

  /// Bytes that are taken from a socket at once.
  private static let largestRead = 16 << 10

  private let http: HTTP1Channel
  private let limits: ConnectionLimits
  private let credentials: TLSCredentials?
  private let draining: Draining

  init(
    limits: ConnectionLimits, credentials: TLSCredentials?, draining: Draining, responder: @escaping HTTPChannelHandler.Responder
  ) {
    self.limits = limits
    self.credentials = credentials
    self.draining = draining
    http = HTTP1Channel(
      responder: responder,
      configuration: .init(
        idleTimeout: TimeAmount(limits.idle),
        httpDecoderConfiguration: .init(
          maxHeaderFieldSize: limits.headerBytes, maxHeaderListSize: limits.headerBytes, maxHeaderFieldCount: limits.headerFields)))
  }

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
    let connection = ClientConnection()
    // What a connection has read and nobody has asked for yet is some of these. One that is closed by now takes no option.
    try? channel.syncOptions?.setOption(
      .recvAllocator, value: AdaptiveRecvByteBufferAllocator(minimum: 64, initial: 2_048, maximum: Self.largestRead))
    return http.setup(channel: channel, logger: logger).flatMapThrowing { http in
      let handover = Handover(http)
      try addHandlers(to: channel.pipeline.syncOperations, connection)
      return Value(channel: channel, http: handover, connection: connection)
    }
  }

  /// From the socket inwards: TLS, the watch, whether the client is still there, HTTP's coding, where its messages begin and end.
  private func addHandlers(to pipeline: ChannelPipeline.SynchronousOperations, _ connection: ClientConnection) throws {
    let watch = ConnectionWatch(limits)
    let http = try pipeline.handler(type: HTTP1ToHTTPServerCodec.self)
    try pipeline.addHandler(RequestBoundaryHandler(watch, draining: draining), position: .before(http))
    try pipeline.addHandler(DisconnectHandler(connection), position: .first)
    try pipeline.addHandler(watch, position: .first)
    guard let credentials else { return }
    guard let session = credentials.context.session() else { throw TLSError.library(reason: "no memory for a connection") }
    try pipeline.addHandler(TLSHandler(session, handshakeLimit: TimeAmount(limits.receiving)), position: .first)
  }

  func handle(value: Value, logger: Logger) async {
    guard let http = value.http.take() else { return }
    await withTaskExecutorPreference(EventLoopExecutor(value.channel.eventLoop)) {
      await ClientConnection.$current.withValue(value.connection) { await self.http.handle(value: http, logger: logger) }
    }
  }
}
