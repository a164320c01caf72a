import Glibc

/// Why a request got no whole answer.
public enum HTTPConnectionError: Error, CustomStringConvertible {
  case connect(port: Int, code: Int32)
  case send(code: Int32)
  case receive(code: Int32)
  /// The server closed the connection before the answer was whole.
  case closed(after: Int)
  case malformed(String)

  public var description: String {
    switch self {
    case .connect(let port, let code): "nobody answers on port \(port): \(String(cString: strerror(code)))"
    case .send(let code): "the request could not be sent: \(String(cString: strerror(code)))"
    case .receive(let code): "the answer could not be read: \(String(cString: strerror(code)))"
    case .closed(let count): "the connection was closed after \(count) bytes of an answer"
    case .malformed(let what): "the server sent \(what)"
    }
  }
}
