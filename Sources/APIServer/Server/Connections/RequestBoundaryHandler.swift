internal import HTTPTypes
internal import NIOCore
internal import NIOHTTPTypes

/// Tells the connection's watch where requests and answers begin and end, and makes an answer the last one where it is to be.
final class RequestBoundaryHandler: ChannelDuplexHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private let watch: ConnectionWatch
  private let draining: Draining

  init(_ watch: ConnectionWatch, draining: Draining) {
    self.watch = watch
    self.draining = draining
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head: watch.requestBegan()
    case .body: break
    case .end: watch.requestEnded()
    }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    switch unwrapOutboundIn(data) {
    case .head(var head):
      let isRefusal = head.status.code == 413
      guard watch.answerBegan(refusesBody: isRefusal, isDraining: draining.isOn) else { break }
      head.headerFields[.connection] = "close"
      context.write(wrapOutboundOut(.head(head)), promise: promise)
      return
    case .body: break
    case .end:
      guard watch.answerEnded() else { break }
      let written = promise ?? context.eventLoop.makePromise()
      let bound = NIOLoopBound((watch: watch, context: context), eventLoop: context.eventLoop)
      written.futureResult.whenComplete { _ in bound.value.watch.sayGoodbye(bound.value.context) }
      context.writeAndFlush(data, promise: written)
      return
    }
    context.write(data, promise: promise)
  }
}
