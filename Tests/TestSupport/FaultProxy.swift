internal import Glibc
internal import Synchronization

/// Stands between a program and a server on 127.0.0.1, hands everything on as it is, and does what a test asks for to single answers.
package final class FaultProxy: Sendable {
  package enum Fault: Sendable {
    /// The server is not asked; this is answered.
    case answer(String, headers: [String] = [], body: String = "")
    /// The connection is closed after so many bytes of the body.
    case cut(after: Int)
  }

  private struct State {
    var faults: [(method: String, fault: Fault)] = []
    var requests: [String] = []
  }

  private final class Box: Sendable {
    let state = Mutex(State())
  }

  private let box = Box()
  private let server: LoopbackServer

  /// - Parameter port: the server's.
  package init(to port: Int) throws {
    let box = box
    server = try LoopbackServer { request, connection in
      let method = String(request.prefix { $0 != " " })
      let fault = box.state.withLock { state -> Fault? in
        state.requests.append(request)
        guard let index = state.faults.firstIndex(where: { $0.method == method }) else { return nil }
        return state.faults.remove(at: index).fault
      }
      switch fault {
      case .answer(let status, let headers, let body): connection.answer(status, headers: headers, body)
      case .cut(let bytes): FaultProxy.forward(request, to: port, connection, cutAfter: bytes)
      case nil: FaultProxy.forward(request, to: port, connection, cutAfter: nil)
      }
    }
  }

  package var port: Int { Int(server.port) }

  /// The texts of all requests so far.
  package var requests: [String] { box.state.withLock { $0.requests } }

  /// Does this to the next request of that method; several queue up.
  package func inject(_ fault: Fault, into method: String = "GET") { box.state.withLock { $0.faults.append((method, fault)) } }

  package func stop() { server.stop() }

  private static func forward(_ request: String, to port: Int, _ connection: LoopbackServer.Connection, cutAfter limit: Int?) {
    let upstream = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    defer { close(upstream) }
    guard upstream >= 0, LoopbackPort.connects(upstream, to: port) else { return }
    // So that the end of the answer is the end of the connection.
    let text = request.replacing("\r\n\r\n", with: "\r\nConnection: close\r\n\r\n", maxReplacements: 1)
    let bytes = Array(text.utf8)
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { send(upstream, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard count > 0 else { return }
      sent += count
    }
    var head: [UInt8]? = []
    var left = limit
    var piece = [UInt8](repeating: 0, count: 16_384)
    while true {
      let count = recv(upstream, &piece, piece.count, 0)
      guard count > 0 else { return }
      var part = Array(piece[..<count])
      if let before = head {
        let all = before + part
        guard let end = all.indices.first(where: { all[$0...].starts(with: Array("\r\n\r\n".utf8)) }) else {
          head = all
          continue
        }
        guard connection.send(Array(all[..<(end + 4)])) else { return }
        head = nil
        part = Array(all[(end + 4)...])
      }
      if let remaining = left {
        part = Array(part.prefix(remaining))
        left = remaining - part.count
      }
      guard part.isEmpty || connection.send(part) else { return }
      if left == 0 { return }
    }
  }
}
