internal import HummingbirdCore
internal import Logging
internal import NIOCore

/// HTTP/1.1 whose requests are answered on the event loop of their connection.
///
/// A short message is understood in less time than a request takes to go to another thread and its answer to come back, and
/// two threads to a core keep each other waiting. What takes longer must leave the loop by itself, and may ask the
/// `ClientConnection` whether anyone still waits for it.
struct LoopBoundHTTP1: ServerChildChannel {
  /// A connection with what belongs to it.
  struct Value: ServerChildChannelValue {
    let http: HTTP1Channel.Value
    let connection: ClientConnection

    var channel: any Channel { http.channel }
  }

  private let http: HTTP1Channel

  init(responder: @escaping HTTPChannelHandler.Responder) { http = HTTP1Channel(responder: responder) }

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
    let connection = ClientConnection()
    return http.setup(channel: channel, logger: logger).flatMapThrowing { http in
      try channel.pipeline.syncOperations.addHandler(DisconnectHandler(connection), position: .first)
      return Value(http: http, connection: connection)
    }
  }

  func handle(value: Value, logger: Logger) async {
    await withTaskExecutorPreference(EventLoopExecutor(value.channel.eventLoop)) {
      await ClientConnection.$current.withValue(value.connection) { await http.handle(value: value.http, logger: logger) }
    }
  }
}
