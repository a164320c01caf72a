internal import Glibc
internal import Synchronization

/// A server on 127.0.0.1 whose answers are written byte by byte by the test, faults included.
///
/// Each connection is handled on a thread of its own, so a test may block there.
package final class LoopbackServer: Sendable {
  /// One connection, as the test's script sees it.
  package struct Connection: Sendable {
    fileprivate let socket: Int32

    /// Sends text; false once the client has gone.
    @discardableResult
    package func send(_ text: String) -> Bool { send(Array(text.utf8)) }

    /// Sends bytes; false once the client has gone.
    @discardableResult
    package func send(_ bytes: [UInt8]) -> Bool {
      var sent = 0
      while sent < bytes.count {
        let count = bytes[sent...].withUnsafeBytes { Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        guard count > 0 else { return false }
        sent += count
      }
      return true
    }

    /// Sends a whole answer with its length, and closes the connection.
    package func answer(_ status: String = "200 OK", headers: [String] = [], _ body: String = "") {
      let lines = ["HTTP/1.1 \(status)", "Content-Length: \(body.utf8.count)", "Connection: close"] + headers
      send(lines.joined(separator: "\r\n") + "\r\n\r\n" + body)
    }

    /// Text up to a line end; `nil` when the client closes its side before that.
    package func readLine() -> String? {
      var line: [UInt8] = []
      var byte: UInt8 = 0
      while recv(socket, &byte, 1, 0) > 0 {
        if byte == UInt8(ascii: "\n") { return String(decoding: line, as: UTF8.self) }
        line.append(byte)
      }
      return nil
    }

    /// Waits until the client closes its side.
    package func waitForClose() {
      var byte: UInt8 = 0
      while recv(socket, &byte, 1, 0) > 0 {}
    }

    /// Makes closing send a reset instead of an orderly end.
    package func resetOnClose() {
      var option = linger(l_onoff: 1, l_linger: 0)
      setsockopt(socket, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    }

    /// Reads up to the blank line after the headers, and then as many bytes as they declare.
    fileprivate func readRequest() -> String? {
      var bytes: [UInt8] = []
      var piece = [UInt8](repeating: 0, count: 4096)
      while true {
        let text = String(decoding: bytes, as: UTF8.self)
        if let end = bytes.indices.first(where: { bytes[$0...].starts(with: Array("\r\n\r\n".utf8)) }),
          bytes.count >= end + 4 + Self.length(in: text)
        {
          return text
        }
        let count = recv(socket, &piece, piece.count, 0)
        guard count > 0 else { return nil }
        bytes += piece[..<count]
      }
    }

    private static func length(in head: String) -> Int {
      for line in head.split(separator: "\r\n") where line.lowercased().hasPrefix("content-length:") {
        return Int(line.dropFirst("content-length:".count).filter { $0 != " " }) ?? 0
      }
      return 0
    }
  }

  package typealias Script = @Sendable (_ request: String, _ connection: Connection) -> Void

  package let port: UInt16
  private let listener: Int32
  private let seen = Mutex<[String]>([])

  /// Every request's text, in the order of arrival.
  package var requests: [String] { seen.withLock { $0 } }

  /// - Parameter listens: whether a request is read before the script begins; without, it begins at once, with an empty request.
  package init(listens: Bool = true, _ script: @escaping Script) throws {
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listener = listener
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, size) == 0 && listen(listener, 64) == 0 && getsockname(listener, $0, &size) == 0
      }
    }
    guard bound else { throw LoopbackFailure() }
    port = UInt16(bigEndian: address.sin_port)
    Self.onThread { [self] in
      while true {
        let socket = accept(listener, nil, nil)
        guard socket >= 0 else { break }
        // A program that a test starts meanwhile would keep the connection open.
        _ = fcntl(socket, F_SETFD, FD_CLOEXEC)
        Self.onThread { [self] in
          let connection = Connection(socket: socket)
          if let request = listens ? connection.readRequest() : "" {
            seen.withLock { $0.append(request) }
            script(request, connection)
          }
          close(socket)
        }
      }
      // Here and nowhere else: closed by whoever stops it, its number could be another server's by the next `accept`.
      close(listener)
    }
  }

  /// The address of a path here.
  package func url(_ path: String = "/", host: String = "127.0.0.1") -> String { "http://\(host):\(port)\(path)" }

  /// Stops listening; connections end by themselves.
  package func stop() {
    Glibc.shutdown(listener, Int32(SHUT_RDWR))
  }

  private final class Work {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  private static func onThread(_ body: @escaping @Sendable () -> Void) {
    var thread = pthread_t()
    let context = Unmanaged.passRetained(Work(body)).toOpaque()
    pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        Unmanaged<Work>.fromOpaque(context).takeRetainedValue().body()
        return nil
      }, context)
    pthread_detach(thread)
  }
}

package struct LoopbackFailure: Error {}

/// Makes a server slow; no test waits for it.
package func nap() { usleep(20_000) }
