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
  private var context: ChannelHandlerContext?
  private var arrival: Scheduled<Void>?
  private var writing: Scheduled<Void>?
  /// Bytes of a request's first line so far; `nil` once it is whole.
  private var addressBytes: Int? = 0
  /// Bytes that came after the last request that counts; `nil` until then.
  private var discarded: Int?
  /// The last answer is out.
  private var isLeaving = false

  init(_ limits: ConnectionLimits) { self.limits = limits }

  func handlerAdded(context: ChannelHandlerContext) { self.context = context }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let count = unwrapInboundIn(data).readableBytes
    if let discarded {
      self.discarded = discarded + count
      if discarded + count > limits.requestBytes { context.close(promise: nil) }
      return
    }
    state.received(count)
    guard !isAddressTooLong(after: unwrapInboundIn(data)) else {
      refuse("414 URI Too Long")
      return
    }
    context.fireChannelRead(data)
    if state.receivedBytes > limits.requestBytes { refuse("413 Request Entity Too Large") }
  }

  /// Measures the line with which a request begins, and in which the address stands.
  private func isAddressTooLong(after bytes: ByteBuffer) -> Bool {
    guard let measured = addressBytes else { return false }
    let view = bytes.readableBytesView
    let end = view.firstIndex(of: UInt8(ascii: "\n"))
    let length = measured + view.distance(from: view.startIndex, to: end ?? view.endIndex)
    addressBytes = end == nil ? length : nil
    return length > limits.addressBytes
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    // Nearly every request is complete after one read, and needs no clock.
    startArrivalClock(context)
    context.fireChannelReadComplete()
  }

  /// While requests before it are answered the server may not read on, so that only later it is the client who is slow.
  private func startArrivalClock(_ context: ChannelHandlerContext) {
    guard state.isReceiving, state.unansweredBefore == 0, arrival == nil, discarded == nil else { return }
    arrival = schedule(limits.receiving, context) { $0.refuse("408 Request Timeout") }
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    writing?.cancel()
    writing = context.channel.isWritable ? nil : sendingClock(context)
    context.fireChannelWritabilityChanged()
  }

  /// Ends the connection unless the client goes on taking what is ready for it.
  private func sendingClock(_ context: ChannelHandlerContext) -> Scheduled<Void> {
    let before = Self.waitingBytes(context)
    return schedule(limits.sending, context) { watch in
      guard let context = watch.context else { return }
      if Self.waitingBytes(context) + watch.limits.sentBytes <= before {
        watch.writing = watch.sendingClock(context)
      } else {
        context.close(promise: nil)
      }
    }
  }

  /// Bytes that the kernel has not taken yet.
  private static func waitingBytes(_ context: ChannelHandlerContext) -> Int {
    (try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
  }

  func channelInactive(context: ChannelHandlerContext) {
    cancel()
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    cancel()
    self.context = nil
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    guard event is ChannelShouldQuiesceEvent else {
      context.fireUserInboundEventTriggered(event)
      return
    }
    // A request may be on its way to a connection that looks idle, so it gets a moment to arrive.
    state.stop()
    if let ending = limits.ending { _ = schedule(ending, context) { watch in watch.context?.close(promise: nil) } }
    if state.isIdle {
      _ = schedule(limits.lastRequest, context) { watch in if watch.state.isIdle { context.close(promise: nil) } }
    }
  }

  // What `RequestBoundaryHandler` sees

  func requestBegan(isLast: Bool) {
    state.requestBegan(isLast: isLast)
    addressBytes = nil
  }

  func requestEnded() {
    state.requestEnded()
    addressBytes = 0
    arrival?.cancel()
    arrival = nil
  }

  var hasLastRequest: Bool { state.hasLastRequest }

  /// Whether so large a body of the request that has just begun is waited for, and nothing else is owed before.
  func awaits(bodyBytes: Int) -> Bool { discarded == nil && state.unanswered == 1 && bodyBytes <= limits.bodyBytes }

  func answerBegan(endsConnection: Bool, isDraining: Bool) -> Bool {
    state.answerBegan(endsConnection: endsConnection, isDraining: isDraining)
  }

  func answerEnded() -> Bool {
    let ends = state.answerEnded()
    if !ends, let context { startArrivalClock(context) }
    return ends
  }

  /// Ends the connection once the client has had time to take what it was sent: closing at once while bytes arrive would
  /// make the kernel throw them away.
  func sayGoodbye() {
    guard let context, !isLeaving else { return }
    isLeaving = true
    discarded = discarded ?? 0
    cancel()
    context.close(mode: .output, promise: nil)
    _ = schedule(limits.goodbye, context) { _ in context.close(promise: nil) }
  }

  /// Takes no more of what arrives. Ends the connection without asking what answers requests, with an answer of its own where none has
  /// begun; what was asked before is answered first, and then that is the end.
  func refuse(_ status: String) {
    guard let context, discarded == nil else { return }
    guard !state.isAnsweringWhatArrives else {
      context.close(promise: nil)
      return
    }
    guard state.unansweredBefore == 0 else {
      discarded = 0
      state.refuseWhatArrives()
      return
    }
    let answer = "HTTP/1.1 \(status)\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
    context.writeAndFlush(wrapOutboundOut(context.channel.allocator.buffer(string: answer)), promise: nil)
    sayGoodbye()
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
