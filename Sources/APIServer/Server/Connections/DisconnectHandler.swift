internal import NIOCore

/// Notices that a client closed its connection, or its half of it: like Rasa's server, we take that for not waiting any more.
final class DisconnectHandler: ChannelInboundHandler {
  typealias InboundIn = NIOAny

  private let connection: ClientConnection

  init(_ connection: ClientConnection) { self.connection = connection }

  func channelInactive(context: ChannelHandlerContext) {
    connection.close()
    context.fireChannelInactive()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if let event = event as? ChannelEvent, event == .inputClosed { connection.close() }
    context.fireUserInboundEventTriggered(event)
  }
}
