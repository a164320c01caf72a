import Foundation
import Glibc
import Logging
import Shared
import SystemPackage
import TestSupport
import Testing

@Suite("Where log lines go")
struct LogSinkTests {
  private func logger(_ sink: LogSink) -> Logger {
    Logger(label: "test") { LineLogHandler(label: $0, level: .trace, format: .text, sink: sink, now: { UTCTimestamp(milliseconds: 0) }) }
  }

  @Test func `after a rotation the log goes on in a new file, and until then in the old one`() async throws {
    try await TestDirectory.with("log") { directory in
      let (path, moved) = (directory.appending("log"), directory.appending("log.1"))
      let sink = try LogSink(descriptors: [], file: path)
      let logger = logger(sink)
      logger.info("one")
      try FileManager.default.moveItem(atPath: path.string, toPath: moved.string)
      logger.info("two")
      try sink.reopen()
      logger.info("three")
      #expect(try String(contentsOfFile: moved.string, encoding: .utf8).split(separator: "\n").count == 2)
      #expect(try String(contentsOfFile: path.string, encoding: .utf8).contains("three"))
    }
  }

  @Test func `a file that cannot be opened anew leaves the former one open`() async throws {
    try await TestDirectory.with("log") { directory in
      let (path, moved) = (directory.appending("log"), directory.appending("log.1"))
      let sink = try LogSink(descriptors: [], file: path)
      try FileManager.default.moveItem(atPath: path.string, toPath: moved.string)
      try FileManager.default.createDirectory(atPath: path.string, withIntermediateDirectories: false)
      #expect(throws: LoggingError.self) { try sink.reopen() }
      logger(sink).info("kept")
      #expect(try String(contentsOfFile: moved.string, encoding: .utf8).contains("kept"))
    }
  }

  @Test func `over UDP each line is a datagram with facility and severity in front`() throws {
    let server = try DatagramServer()
    let sink = try LogSink(descriptors: [], syslog: SyslogEndpoint(host: "127.0.0.1", port: server.port))
    logger(sink).warning("careful")
    logger(sink).debug("detail")
    #expect(try server.next() == "<12>1970-01-01T00:00:00.000Z warning  test: careful")
    #expect(try server.next().hasPrefix("<15>"))
  }

  @Test func `over TCP a line end ends each line`() async throws {
    let (lines, arrival) = AsyncStream.makeStream(of: String.self)
    let server = try LoopbackServer(listens: false) { _, connection in
      if let line = connection.readLine() { arrival.yield(line) }
      arrival.finish()
    }
    defer { server.stop() }
    let sink = try LogSink(descriptors: [], syslog: SyslogEndpoint(host: "127.0.0.1", port: Int(server.port), transport: .tcp))
    logger(sink).error("broken")
    var seen: [String] = []
    for await line in lines { seen.append(line) }
    #expect(seen == ["<11>1970-01-01T00:00:00.000Z error    test: broken"])
  }

  @Test func `a syslog server over TCP that went away is connected to anew`() async throws {
    let (lines, arrival) = AsyncStream.makeStream(of: String.self)
    let first = DispatchSemaphore(value: 0)
    let server = try LoopbackServer(listens: false) { _, connection in
      // The first connection is closed at once, the others are listened to.
      if first.wait(timeout: .now()) == .success { return connection.resetOnClose() }
      if let line = connection.readLine() { arrival.yield(line) }
    }
    defer { server.stop() }
    first.signal()
    let sink = try LogSink(descriptors: [], syslog: SyslogEndpoint(host: "127.0.0.1", port: Int(server.port), transport: .tcp))
    let logger = logger(sink)
    let writing = Task {
      while !Task.isCancelled {
        logger.error("again")
        try await Task.sleep(for: .milliseconds(50))
      }
    }
    defer { writing.cancel() }
    for await line in lines {
      #expect(line.hasSuffix("again"))
      break
    }
  }

  @Test func `a syslog server over TCP that does not answer is an error at the start, and its name and port stand in it`() throws {
    let port = try LoopbackPort.free()
    let error = #expect(throws: LoggingError.self) {
      try LogSink(descriptors: [], syslog: SyslogEndpoint(host: "127.0.0.1", port: port, transport: .tcp))
    }
    #expect(error?.description.contains("127.0.0.1:\(port)") == true)
  }
}

/// Takes datagrams on 127.0.0.1.
private final class DatagramServer {
  let port: Int
  private let descriptor: Int32

  init() throws {
    descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = descriptor
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, size) == 0 && getsockname(descriptor, $0, &size) == 0
      }
    }
    guard bound else { throw Errno(rawValue: errno) }
    var limit = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    port = Int(UInt16(bigEndian: address.sin_port))
  }

  deinit { close(descriptor) }

  func next() throws -> String {
    var bytes = [UInt8](repeating: 0, count: 4_096)
    let count = recv(descriptor, &bytes, bytes.count, 0)
    guard count >= 0 else { throw Errno(rawValue: errno) }
    return String(decoding: bytes[..<count], as: UTF8.self)
  }
}
