internal import Glibc
internal import Logging
internal import Synchronization
internal import SystemPackage

/// Sends log lines to a syslog server, in the form of RFC 3164 with the facility `user`.
///
/// A server that does not listen loses lines and never holds up whoever logs: the socket does not wait. One over TCP that went
/// away is connected to anew, on a thread of its own and once a second at most.
final class Syslog: Sendable {
  private struct Connection {
    var socket: FileDescriptor?
    var nextTry = ContinuousClock.now
    var isConnecting = false
  }

  private let endpoint: SyslogEndpoint
  private let connection: Mutex<Connection>
  /// Names are looked up and connections awaited here.
  private let reconnection: WorkerThreads?

  /// - Throws: when the name has no address, or a server over TCP does not answer.
  init(_ endpoint: SyslogEndpoint) throws(LoggingError) {
    self.endpoint = endpoint
    reconnection = endpoint.transport == .tcp ? WorkerThreads(count: 1, niceness: 0) : nil
    connection = Mutex(Connection(socket: try Self.connect(endpoint)))
  }

  deinit { connection.withLock { try? $0.socket?.close() } }

  func send(_ line: some Collection<UInt8>, level: Logger.Level) {
    var message = Array("<\(8 + Self.severity(of: level))>".utf8)
    message += line
    // Over UDP a datagram is a line; over TCP a line end is what ends it (RFC 6587, section 3.4.2).
    if endpoint.transport == .tcp { message.append(UInt8(ascii: "\n")) }
    connection.withLock { connection in
      if connection.socket == nil, !connection.isConnecting, connection.nextTry <= .now { reconnect(&connection) }
      guard let socket = connection.socket else { return }
      let sent = Glibc.send(socket.rawValue, message, message.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
      // A part of a line would run into the next one.
      guard endpoint.transport == .tcp, sent != message.count, sent >= 0 || errno != EAGAIN else { return }
      try? socket.close()
      connection.socket = nil
    }
  }

  private func reconnect(_ connection: inout Connection) {
    connection.isConnecting = true
    Task(executorPreference: reconnection) { [endpoint, weak self] in
      let socket = try? Self.connect(endpoint)
      guard let self else {
        try? socket?.close()
        return
      }
      self.connection.withLock { $0 = Connection(socket: socket, nextTry: .now + .seconds(1)) }
    }
  }

  /// RFC 5424, table 2.
  private static func severity(of level: Logger.Level) -> Int {
    switch level {
    case .trace, .debug: 7
    case .info: 6
    case .notice: 5
    case .warning: 4
    case .error: 3
    case .critical: 2
    }
  }

  private static func connect(_ endpoint: SyslogEndpoint) throws(LoggingError) -> FileDescriptor {
    var hints = addrinfo()
    hints.ai_socktype = endpoint.transport == .tcp ? Int32(SOCK_STREAM.rawValue) : Int32(SOCK_DGRAM.rawValue)
    var found: UnsafeMutablePointer<addrinfo>?
    let status = getaddrinfo(endpoint.host, String(endpoint.port), &hints, &found)
    guard status == 0 else { throw .noSyslog(endpoint, reason: String(cString: gai_strerror(status))) }
    defer { freeaddrinfo(found) }
    var failure = Errno.addressNotAvailable
    var next = found
    while let address = next?.pointee {
      let descriptor = socket(address.ai_family, address.ai_socktype | Int32(SOCK_CLOEXEC.rawValue), address.ai_protocol)
      if descriptor >= 0 {
        // How long a server over TCP may take to answer.
        var limit = timeval(tv_sec: 1, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        if Glibc.connect(descriptor, address.ai_addr, address.ai_addrlen) == 0 { return FileDescriptor(rawValue: descriptor) }
        failure = Errno(rawValue: errno)
        close(descriptor)
      }
      next = address.ai_next
    }
    throw .noSyslog(endpoint, reason: failure.description)
  }
}
