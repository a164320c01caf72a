/// A syslog server and how it is spoken to.
public struct SyslogEndpoint: Sendable, Equatable, CustomStringConvertible {
  /// How lines travel.
  public enum Transport: String, Sendable, CaseIterable {
    case udp = "UDP"
    case tcp = "TCP"
  }

  public var host: String
  public var port: Int
  public var transport: Transport

  public init(host: String = "localhost", port: Int = 514, transport: Transport = .udp) {
    self.host = host
    self.port = port
    self.transport = transport
  }

  public var description: String { "\(host):\(port) (\(transport.rawValue))" }
}
