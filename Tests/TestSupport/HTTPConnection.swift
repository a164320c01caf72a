import Glibc

/// One connection to a server on 127.0.0.1, kept alive; for one thread at a time.
///
/// Every call blocks until the whole answer is there. Tests need to see exactly what went over the wire,
/// and a load generator has to cost less than what it loads: hence no client library.
public final class HTTPConnection {
  private let descriptor: Int32
  private var received: [UInt8] = []
  private var scratch = [UInt8](repeating: 0, count: 65_536)

  /// - Parameter timeout: the longest that one read or write may last.
  public init(port: Int, timeout: Duration = .patience) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0, LoopbackPort.connects(descriptor, to: port) else {
      let code = errno
      close(descriptor)
      throw HTTPConnectionError.connect(port: port, code: code)
    }
    var limit = timeval(tv_sec: Int(timeout.components.seconds), tv_usec: 0)
    var yes: Int32 = 1
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
  }

  deinit { close(descriptor) }

  /// Sends one request and reads its answer.
  public func send(_ request: HTTPCall) throws(HTTPConnectionError) -> HTTPAnswer {
    try send(request.wireBytes, expectsBody: request.method != "HEAD")
  }

  /// Sends the bytes of one request as they are and reads its answer.
  public func send(_ bytes: [UInt8], expectsBody: Bool = true) throws(HTTPConnectionError) -> HTTPAnswer {
    try write(bytes)
    var end = Self.endOfHead(received)
    while end == nil {
      try receive()
      end = Self.endOfHead(received)
    }
    let (status, headers) = try Self.parse(head: received[..<(end ?? 0)])
    received.removeFirst((end ?? 0) + 4)
    var body: [UInt8] = []
    if !expectsBody || status == 204 || status == 304 {
    } else if headers["transfer-encoding"]?.lowercased() == "chunked" {
      body = try chunkedBody()
    } else if let length = headers["content-length"].flatMap({ Int($0) }) {
      body = try take(length)
    } else {
      throw .malformed("an answer without a length")
    }
    return HTTPAnswer(status: status, headers: headers, body: body)
  }

  private func chunkedBody() throws(HTTPConnectionError) -> [UInt8] {
    var body: [UInt8] = []
    while true {
      let line = String(decoding: try takeLine(), as: UTF8.self)
      guard let size = Int(line.prefix { $0 != ";" }, radix: 16), size >= 0 else { throw .malformed("a chunk of size “\(line)”") }
      body += try take(size)
      let rest = try takeLine()
      guard rest.isEmpty else { throw .malformed("a chunk that is longer than it says") }
      if size == 0 { return body }
    }
  }

  private func take(_ count: Int) throws(HTTPConnectionError) -> [UInt8] {
    while received.count < count { try receive() }
    defer { received.removeFirst(count) }
    return Array(received[..<count])
  }

  private func takeLine() throws(HTTPConnectionError) -> [UInt8] {
    while true {
      if let end = received.firstIndex(of: UInt8(ascii: "\n")) {
        let line = received[..<end].filter { $0 != UInt8(ascii: "\r") }
        received.removeFirst(end + 1)
        return line
      }
      try receive()
    }
  }

  private func receive() throws(HTTPConnectionError) {
    let count = recv(descriptor, &scratch, scratch.count, 0)
    guard count >= 0 else { throw .receive(code: errno) }
    guard count > 0 else { throw .closed(after: received.count) }
    received += scratch[..<count]
  }

  private func write(_ bytes: [UInt8]) throws(HTTPConnectionError) {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        Glibc.send(descriptor, buffer.baseAddress?.advanced(by: sent), buffer.count - sent, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { throw .send(code: errno) }
      sent += count
    }
  }

  private static func endOfHead(_ bytes: [UInt8]) -> Int? {
    guard bytes.count >= 4 else { return nil }
    return (0...(bytes.count - 4)).first { bytes[$0] == 13 && bytes[$0 + 1] == 10 && bytes[$0 + 2] == 13 && bytes[$0 + 3] == 10 }
  }

  private static func parse(head: ArraySlice<UInt8>) throws(HTTPConnectionError) -> (status: Int, headers: [String: String]) {
    let lines = head.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0.filter { $0 != 13 }, as: UTF8.self) }
    let words = (lines.first ?? "").split(separator: " ")
    guard words.count >= 2, words[0].hasPrefix("HTTP/1."), let status = Int(words[1]) else {
      throw .malformed("the status line “\(lines.first ?? "")”")
    }
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { throw .malformed("the header line “\(line)”") }
      headers[line[..<colon].lowercased()] = String(line[line.index(after: colon)...].drop { $0 == " " })
    }
    return (status, headers)
  }
}
