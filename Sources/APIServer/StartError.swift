internal import Shared

/// Why the server did not start, or had to stop, in one sentence.
enum StartError: Error, CustomStringConvertible {
  case endpoints(ConfigurationError)
  case logging(LoggingError)
  case origin(OriginPattern.Malformed)
  /// There is no such channel here, or it is not configured.
  case connector(String)
  case tls(TLSError)
  /// The address cannot be listened on, or another part of the server failed.
  case failed(interface: String, port: Int, reason: String)

  /// Whether what the operator wrote is at fault, rather than the machine.
  var isUsage: Bool { if case .failed = self { false } else { true } }

  var description: String {
    switch self {
    case .endpoints(let error): error.description
    case .logging(let error): error.description
    case .origin(let error): error.description
    case .connector(let name):
      "--connector (API_SERVER_CONNECTOR): the channel \(name) cannot be served: this server has rest, and callback with its url in credentials.yml"
    case .tls(let error): error.description
    case .failed(let interface, let port, let reason): "cannot serve on \(interface):\(port): \(reason)"
    }
  }
}
