import Glibc

/// A connection to a server on 127.0.0.1 on which a test says what it likes, byte by byte, and sees what comes back.
public final class RawConnection {
  private let descriptor: Int32

  /// - Parameter timeout: the longest that one read may last.
  public init(port: Int, timeout: Duration = .patience) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0, LoopbackPort.connects(descriptor, to: port) else {
      let code = errno
      close(descriptor)
      throw HTTPConnectionError.connect(port: port, code: code)
    }
    var limit = timeval(tv_sec: Int(timeout.components.seconds), tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { close(descriptor) }

  /// Sends text as it is; false once the server takes no more.
  @discardableResult
  public func send(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) == $0.count }
  }

  /// What the server sends, up to and with that text.
  /// - Throws: when it does not come in time, or the connection ends before.
  public func read(through end: String) throws -> String {
    let end = Array(end.utf8)
    var all: [UInt8] = []
    while !all.suffix(end.count).elementsEqual(end) { all += try read(count: 1) }
    return String(decoding: all, as: UTF8.self)
  }

  /// The next bytes.
  /// - Throws: when they do not come in time, or the connection ends before.
  public func read(count: Int) throws -> [UInt8] {
    var all = [UInt8](repeating: 0, count: count)
    guard recv(descriptor, &all, count, Int32(MSG_WAITALL)) == count else { throw HTTPConnectionError.receive(code: errno) }
    return all
  }

  /// How many bytes have arrived that were not read yet, up to a million.
  public var unreadBytes: Int {
    var piece = [UInt8](repeating: 0, count: 1_000_000)
    return max(0, recv(descriptor, &piece, piece.count, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT)))
  }

  /// Everything that the server sends until it closes the connection.
  /// - Throws: when it does not close it in time.
  public func readToEnd() throws -> String {
    var all: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = recv(descriptor, &piece, piece.count, 0)
      guard count >= 0 || errno == ECONNRESET else { throw HTTPConnectionError.receive(code: errno) }
      guard count > 0 else { return String(decoding: all, as: UTF8.self) }
      all += piece[..<count]
    }
  }
}
