import Glibc
import Shared
import SystemPackage
import TestSupport

/// A server that promises an archive, sends its beginning, and then nothing more.
final class HangingServer: Sendable {
  let port: Int
  private let listener: Int32

  var url: String { "http://127.0.0.1:\(port)/model.tar.gz" }

  init() throws {
    port = try LoopbackPort.free()
    listener = try Self.listen(on: port)
    Self.startThread(listener)
  }

  func stop() {
    shutdown(listener, Int32(SHUT_RDWR))
  }

  private static func listen(on port: Int) throws -> Int32 {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let bound = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(listener, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
    }
    guard bound == 0, Glibc.listen(listener, 8) == 0 else { throw Errno(rawValue: errno) }
    return listener
  }

  /// The thread owns the listener and closes it: closed elsewhere, its number could be another's by the next `accept`.
  private static func startThread(_ listener: Int32) {
    var thread = pthread_t()
    pthread_create(&thread, nil, { HangingServer.serve($0) }, UnsafeMutableRawPointer(bitPattern: Int(listener)))
    pthread_detach(thread)
  }

  private static func serve(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    let listener = Int32(Int(bitPattern: context))
    var connections: [Int32] = []
    defer { for connection in connections + [listener] { close(connection) } }
    while true {
      let connection = accept(listener, nil, nil)
      guard connection >= 0 else { return nil }
      connections.append(connection)
      let beginning =
        Array("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\nETag: \"hang\"\r\n\r\n".utf8) + [UInt8](repeating: 7, count: 5_000)
      _ = send(connection, beginning, beginning.count, Int32(MSG_NOSIGNAL))
    }
  }
}

extension Workshop {
  /// The size of what is in the workshop's archives now.
  func stagedBytes() throws -> Int {
    let areas = (try? FileTree.names(in: directory.staging)) ?? []
    return areas.reduce(0) { total, area in
      var status = stat()
      return stat(directory.staging.appending("\(area)/archive").string, &status) == 0 ? total + Int(status.st_size) : total
    }
  }
}
