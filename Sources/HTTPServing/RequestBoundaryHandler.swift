internal import NIOCore
internal import NIOHTTP1

/// Tells the connection's watch where requests and answers begin and end, and makes an answer the last one where it is to be.
///
/// Stands where HTTP's versions and raw fields are still to be seen, so it also refuses what two servers in a row may understand
/// differently: a body that is framed in two ways, or in one that only one of them knows (RFC 9112, section 6.1). And it tells a client
/// that asks first to send its body (RFC 9110, section 10.1.1).
final class RequestBoundaryHandler: ChannelDuplexHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart
  typealias OutboundIn = HTTPServerResponsePart
  typealias OutboundOut = HTTPServerResponsePart

  private let watch: ConnectionWatch
  private let isDraining: @Sendable () -> Bool
  /// Nothing that arrives counts any more.
  private var isDeaf = false
  /// The answer that is being written is the last one, so that no other request is worked on.
  private var isAnsweringLast = false
  /// The version of the last request, which knows chunks or does not.
  private var version = HTTPVersion.http1_1

  init(_ watch: ConnectionWatch, isDraining: @escaping @Sendable () -> Bool) {
    self.watch = watch
    self.isDraining = isDraining
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !isDeaf else { return }
    switch unwrapInboundIn(data) {
    case .head where isAnsweringLast:
      isDeaf = true
      return
    case .head(let head):
      version = head.version
      watch.requestBegan(isLast: head.version != .http1_1 || !head.isKeepAlive || Self.offersUpgrade(head))
      if let refusal = Self.refusal(of: head) {
        isDeaf = true
        watch.refuse(refusal)
        return
      }
      if Self.expectsContinue(head), watch.awaits(bodyBytes: Self.declaredBytes(head)) {
        context.writeAndFlush(wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: .continue))), promise: nil)
      }
    case .body: break
    case .end:
      watch.requestEnded()
      isDeaf = watch.hasLastRequest
    }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    switch unwrapOutboundIn(data) {
    case .head(var head):
      let asksForIt = head.headers.contains(name: "connection")
      guard watch.answerBegan(endsConnection: asksForIt, isDraining: isDraining()) else { break }
      isAnsweringLast = true
      head.headers.replaceOrAdd(name: "connection", value: "close")
      // Without chunks the end of the connection is the end of the answer.
      if version != .http1_1 { head.version = version }
      context.write(wrapOutboundOut(.head(head)), promise: promise)
      return
    case .body: break
    case .end:
      guard watch.answerEnded() else { break }
      let written = promise ?? context.eventLoop.makePromise()
      let watch = NIOLoopBound(watch, eventLoop: context.eventLoop)
      written.futureResult.whenComplete { _ in watch.value.sayGoodbye() }
      context.writeAndFlush(data, promise: written)
      return
    }
    context.write(data, promise: promise)
  }

  /// Whether NIO's decoder takes what follows for another protocol, which there is none of here. So nothing may follow.
  private static func offersUpgrade(_ head: HTTPRequestHead) -> Bool {
    head.method == .CONNECT
      || head.headers.contains(name: "upgrade")
        && head.headers[canonicalForm: "connection"].contains { $0.lowercased() == "upgrade" }
  }

  private static func expectsContinue(_ head: HTTPRequestHead) -> Bool {
    head.version == .http1_1 && head.headers[canonicalForm: "expect"].contains { $0.lowercased() == "100-continue" }
  }

  /// The length that is stated, 0 without one, or more than any number when it is none.
  private static func declaredBytes(_ head: HTTPRequestHead) -> Int {
    head.headers.first(name: "content-length").map { Int($0) ?? .max } ?? 0
  }

  /// Whether a text has only what hosts and ports are made of (RFC 3986, section 3.2).
  private static func isHost(_ text: String) -> Bool {
    text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
      default: "-._~%!$&'()*+,;=:[]".utf8.contains(byte)
      }
    }
  }

  private static func refusal(of head: HTTPRequestHead) -> String? {
    // RFC 9112, section 3.2. What is asked of which host must be clear, and HTTP/1.0 knew no hosts.
    let hosts = head.headers["host"]
    if head.version == .http1_1, hosts.count != 1 { return "400 Bad Request" }
    guard hosts.allSatisfy(isHost) else { return "400 Bad Request" }
    let codings = head.headers["transfer-encoding"]
    guard !codings.isEmpty else { return nil }
    guard head.version == .http1_1, codings != [""], !head.headers.contains(name: "content-length") else { return "400 Bad Request" }
    return codings.count == 1 && codings[0].lowercased() == "chunked" ? nil : "501 Not Implemented"
  }
}
