internal import HummingbirdCore
internal import Logging
internal import NIOCore

/// HTTP/1.1 whose requests are answered on the event loop of their connection.
///
/// A short message is understood in less time than a request takes to go to another thread and its answer to come back, and
/// two threads to a core keep each other waiting. What takes longer must leave the loop by itself.
struct LoopBoundHTTP1: ServerChildChannel {
  private let http: HTTP1Channel

  init(responder: @escaping HTTPChannelHandler.Responder) { http = HTTP1Channel(responder: responder) }

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<HTTP1Channel.Value> { http.setup(channel: channel, logger: logger) }

  func handle(value: HTTP1Channel.Value, logger: Logger) async {
    await withTaskExecutorPreference(EventLoopExecutor(value.channel.eventLoop)) {
      await http.handle(value: value, logger: logger)
    }
  }
}
