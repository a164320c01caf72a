internal import NIOCore

/// Puts TLS between a connection and HTTP: libssl encrypts and decrypts, NIO carries the bytes.
///
/// The server never speaks first, so nothing is written before the handshake is done.
final class TLSHandler: ChannelDuplexHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private enum State {
    case shakingHands
    case open
    /// The peer sends nothing more.
    case inputEnded
    case failed
  }

  private let session: TLSSession
  private let handshakeLimit: TimeAmount
  private var state = State.shakingHands
  private var hasSaidGoodbye = false
  private var deadline: Scheduled<Void>?

  /// - Parameter handshakeLimit: a client that takes longer is let go.
  init(_ session: TLSSession, handshakeLimit: TimeAmount) {
    self.session = session
    self.handshakeLimit = handshakeLimit
  }

  func handlerAdded(context: ChannelHandlerContext) { if context.channel.isActive { begin(context) } }

  func channelActive(context: ChannelHandlerContext) {
    begin(context)
    context.fireChannelActive()
  }

  func handlerRemoved(context: ChannelHandlerContext) { deadline?.cancel() }

  func channelInactive(context: ChannelHandlerContext) {
    deadline?.cancel()
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard state != .failed else { return }
    session.receive(unwrapInboundIn(data))
    if state == .shakingHands { shakeHands(context) }
    if state == .open { passOn(context) }
    send(context)
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if let event = event as? ChannelEvent, event == .inputClosed {
      // Whether the peer said goodbye or only closed its socket makes no difference to HTTP, which knows where a message ends.
      guard state == .open else {
        if state == .shakingHands { context.close(promise: nil) }
        return
      }
      state = .inputEnded
    }
    context.fireUserInboundEventTriggered(event)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    guard state != .failed, !hasSaidGoodbye, session.write(unwrapOutboundIn(data)) else {
      promise?.fail(ChannelError.ioOnClosedChannel)
      return
    }
    if let output = session.output(context.channel.allocator) {
      context.write(wrapOutboundOut(output), promise: promise)
    } else {
      promise?.succeed()
    }
  }

  func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
    if mode != .input { sayGoodbye(context) }
    context.close(mode: mode, promise: promise)
  }

  private func begin(_ context: ChannelHandlerContext) {
    guard deadline == nil, state == .shakingHands else { return }
    deadline = context.eventLoop.assumeIsolated().scheduleTask(in: handshakeLimit) { [self] in
      if state == .shakingHands { context.close(promise: nil) }
    }
  }

  private func shakeHands(_ context: ChannelHandlerContext) {
    switch session.handshake() {
    case .bytes:
      state = .open
      deadline?.cancel()
    case .waiting: break
    case .ended, .failed: fail(context)
    }
  }

  private func passOn(_ context: ChannelHandlerContext) {
    var isReading = true
    while isReading, state == .open {
      var buffer = context.channel.allocator.buffer(capacity: 16 << 10)
      switch session.read(into: &buffer) {
      case .bytes: context.fireChannelRead(wrapInboundOut(buffer))
      case .waiting: isReading = false
      case .ended:
        state = .inputEnded
        context.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
      case .failed: fail(context)
      }
    }
  }

  /// Ends a connection whose peer speaks no TLS that we speak; what libssl has to say of that goes out first.
  private func fail(_ context: ChannelHandlerContext) {
    state = .failed
    hasSaidGoodbye = true
    deadline?.cancel()
    send(context)
    context.close(promise: nil)
  }

  private func sayGoodbye(_ context: ChannelHandlerContext) {
    guard !hasSaidGoodbye, state == .open || state == .inputEnded else { return }
    hasSaidGoodbye = true
    session.end()
    send(context)
  }

  private func send(_ context: ChannelHandlerContext) {
    if let output = session.output(context.channel.allocator) { context.writeAndFlush(wrapOutboundOut(output), promise: nil) }
  }
}
