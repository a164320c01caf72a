internal import HTTPServing
internal import HummingbirdCore
internal import Logging
internal import NIOCore

/// HTTP/1.1, with TLS if there are credentials, whose requests are answered on the event loop of their connection.
///
/// A short message is understood in less time than a request takes to go to another thread and its answer to come back, and
/// two threads to a core keep each other waiting. What takes longer must leave the loop by itself, and may ask the
/// `ClientConnection` whether anyone still waits for it.
struct LoopBoundHTTP1: ServerChildChannel {
  /// A connection with what belongs to it.
  struct Value: ServerChildChannelValue {
    let http: WatchedHTTP1.Value
    let connection: ClientConnection

    var channel: any Channel { http.channel }
  }

  private let http: WatchedHTTP1
  private let limits: ConnectionLimits
  private let credentials: TLSCredentials?

  init(
    limits: ConnectionLimits, credentials: TLSCredentials?, draining: Draining, responder: @escaping HTTPChannelHandler.Responder
  ) {
    self.limits = limits
    self.credentials = credentials
    http = WatchedHTTP1(limits: limits, isDraining: { draining.isOn }, responder: responder)
  }

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
    http.setup(channel: channel, logger: logger).flatMapThrowing { http in
      let connection = ClientConnection()
      try addHandlers(to: channel.pipeline.syncOperations, connection)
      return Value(http: http, connection: connection)
    }
  }

  /// From the socket inwards: TLS, whether the client is still there, and then what is watched.
  private func addHandlers(to pipeline: ChannelPipeline.SynchronousOperations, _ connection: ClientConnection) throws {
    try pipeline.addHandler(DisconnectHandler(connection), position: .first)
    guard let credentials else { return }
    guard let session = credentials.context.session() else { throw TLSError.library(reason: "no memory for a connection") }
    try pipeline.addHandler(TLSHandler(session, handshakeLimit: TimeAmount(limits.receiving)), position: .first)
  }

  func handle(value: Value, logger: Logger) async {
    await withTaskExecutorPreference(EventLoopExecutor(value.channel.eventLoop)) {
      await ClientConnection.$current.withValue(value.connection) { await http.handle(value: value.http, logger: logger) }
    }
  }
}
