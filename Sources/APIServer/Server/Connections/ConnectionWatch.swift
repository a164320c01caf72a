internal import NIOCore

/// Ends connections that do not get on: a request that arrives too slowly, an answer that nobody takes, and every one of them
/// in good order when the server stops.
///
/// Stands between the socket, or TLS, and HTTP; `RequestBoundaryHandler` tells it where messages begin and end.
final class ConnectionWatch: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let limits: ConnectionLimits
  private var state = ExchangeState()
  private var arrival: Scheduled<Void>?
  private var writing: Scheduled<Void>?

  init(_ limits: ConnectionLimits) { self.limits = limits }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    state.received()
    context.fireChannelRead(data)
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    // Nearly every request is complete after one read, and needs no clock.
    if state.isReceiving, arrival == nil { arrival = schedule(limits.receiving, context) { $0.refuseSlowRequest(context) } }
    context.fireChannelReadComplete()
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    writing?.cancel()
    writing = context.channel.isWritable ? nil : schedule(limits.sending, context) { _ in context.close(promise: nil) }
    context.fireChannelWritabilityChanged()
  }

  func channelInactive(context: ChannelHandlerContext) {
    cancel()
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) { cancel() }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    guard event is ChannelShouldQuiesceEvent else {
      context.fireUserInboundEventTriggered(event)
      return
    }
    // A request may be on its way to a connection that looks idle, so it gets a moment to arrive.
    state.stop()
    if state.isIdle {
      _ = schedule(limits.lastRequest, context) { watch in if watch.state.isIdle { context.close(promise: nil) } }
    }
  }

  // What `RequestBoundaryHandler` sees

  func requestBegan() { state.requestBegan() }

  func requestEnded() {
    state.requestEnded()
    arrival?.cancel()
    arrival = nil
  }

  func answerBegan(refusesBody: Bool, isDraining: Bool) -> Bool { state.answerBegan(refusesBody: refusesBody, isDraining: isDraining) }

  func answerEnded() -> Bool { state.answerEnded() }

  /// Ends the connection once the client has had time to take what it was sent: closing at once while bytes arrive would
  /// make the kernel throw them away.
  func sayGoodbye(_ context: ChannelHandlerContext) {
    context.close(mode: .output, promise: nil)
    _ = schedule(limits.goodbye, context) { _ in context.close(promise: nil) }
  }

  private static let timeout = Array("HTTP/1.1 408 Request Timeout\r\ncontent-length: 0\r\nconnection: close\r\n\r\n".utf8)

  private func refuseSlowRequest(_ context: ChannelHandlerContext) {
    arrival = nil
    guard state.isReceiving, !state.isAnswering else {
      context.close(promise: nil)
      return
    }
    context.writeAndFlush(wrapOutboundOut(context.channel.allocator.buffer(bytes: Self.timeout)), promise: nil)
    sayGoodbye(context)
  }

  private func schedule(
    _ delay: Duration, _ context: ChannelHandlerContext, _ work: @escaping (ConnectionWatch) -> Void
  ) -> Scheduled<Void> {
    context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(delay)) { work(self) }
  }

  private func cancel() {
    arrival?.cancel()
    writing?.cancel()
  }
}
