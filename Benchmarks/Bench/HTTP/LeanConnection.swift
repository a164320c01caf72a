import Foundation
import Glibc
package import TestSupport

/// One connection that asks and reads with as little work as possible: what loads a server must cost less than the server.
///
/// One `send` and mostly one `recv` a request, into one buffer; of an answer's head only the status and the length are
/// read. For one thread at a time.
package final class LeanConnection {
  private let descriptor: Int32
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 4 << 20, alignment: 16)

  package init(port: Int) throws(HTTPConnectionError) {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(truncatingIfNeeded: port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    self.descriptor = descriptor
    let code = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
    }
    guard code == 0 else { throw .connect(port: port, code: errno) }
    var limit = timeval(tv_sec: 60, tv_usec: 0)
    var yes: Int32 = 1
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
  }

  deinit {
    close(descriptor)
    buffer.deallocate()
  }

  /// An answer whose body lies in the connection's buffer.
  package struct Answer {
    package let status: Int
    package let body: UnsafeRawBufferPointer

    package init(status: Int, body: UnsafeRawBufferPointer) {
      self.status = status
      self.body = body
    }
  }

  /// Sends the bytes of one request and reads the whole answer.
  /// - Parameter judge: gets the answer, whose body is gone when it returns.
  package func ask<Verdict>(_ request: [UInt8], judge: (Answer) -> Verdict) throws(HTTPConnectionError) -> Verdict {
    let sent = request.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
    guard sent == request.count else { throw .send(code: errno) }
    var received = 0
    var end: Int?
    while end == nil {
      received += try receive(at: received)
      end = endOfHead(received)
    }
    guard let bodyStart = end, let status = status(), let length = length(headEnd: bodyStart) else {
      throw .malformed("an answer without a status or a length")
    }
    guard bodyStart + length <= buffer.count else { throw .malformed("an answer of \(length) bytes") }
    while received < bodyStart + length { received += try receive(at: received) }
    return judge(Answer(status: status, body: UnsafeRawBufferPointer(rebasing: buffer[bodyStart..<bodyStart + length])))
  }

  private func receive(at offset: Int) throws(HTTPConnectionError) -> Int {
    guard offset < buffer.count else { throw .malformed("an answer that does not end") }
    let count = recv(descriptor, buffer.baseAddress?.advanced(by: offset), buffer.count - offset, 0)
    guard count >= 0 else { throw .receive(code: errno) }
    guard count > 0 else { throw .closed(after: offset) }
    return count
  }

  /// Where the body begins.
  private func endOfHead(_ received: Int) -> Int? {
    guard received >= 4 else { return nil }
    return (3..<received).first { buffer[$0] == 10 && buffer[$0 - 1] == 13 && buffer[$0 - 2] == 10 && buffer[$0 - 3] == 13 }.map { $0 + 1 }
  }

  /// The number behind `HTTP/1.1 `.
  private func status() -> Int? {
    var status = 0
    for byte in buffer[9..<12] {
      guard byte >= 48, byte <= 57 else { return nil }
      status = status * 10 + Int(byte) - 48
    }
    return status
  }

  private func length(headEnd: Int) -> Int? {
    let name: StaticString = "content-length:"
    for line in 0..<headEnd - name.utf8CodeUnitCount where buffer[line] == 10 {
      guard let start = buffer.baseAddress?.advanced(by: line + 1),
        strncasecmp(start.assumingMemoryBound(to: CChar.self), "content-length:", name.utf8CodeUnitCount) == 0
      else { continue }
      var length = 0
      for byte in buffer[(line + 1 + name.utf8CodeUnitCount)..<headEnd] {
        if byte == 32 { continue }
        guard byte >= 48, byte <= 57, length < 1 << 40 else { break }
        length = length * 10 + Int(byte) - 48
      }
      return length
    }
    return nil
  }
}
