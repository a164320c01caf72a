internal import NIOCore
package import Shared
internal import Synchronization

/// Which servers a request may make this one connect to.
package final class RequestedAddresses: Sendable {
  private let allowed: [OutboundHost]
  /// Known once the server listens, when no request has come yet.
  private let listening = Mutex<OutboundAddressPolicy.Listening?>(nil)

  /// - Parameter allowed: the only hosts; empty for all that are not always refused.
  package init(allowed: [OutboundHost] = []) { self.allowed = allowed }

  package var policy: OutboundAddressPolicy { OutboundAddressPolicy(allowed: allowed, listening: listening.withLock { $0 }) }

  /// Where this server itself listens.
  package func listens(on address: IPAddress, port: Int) {
    listening.withLock { $0 = OutboundAddressPolicy.Listening(address, port: port) }
  }

  /// - Throws: a bad request that names the parameter.
  func check(_ url: String, parameter: String, in place: String) async throws(APIFailure) {
    do { try await policy.check(url) } catch {
      throw .badRequest(
        "Invalid parameter value for '\(parameter)'. Error: \(error)", details: APIFailure.parameter(parameter, in: place))
    }
  }
}

extension RequestedAddresses {
  func listens(on address: SocketAddress?) {
    guard let address, let port = address.port, let ip = address.ipAddress.flatMap({ IPAddress($0) }) else { return }
    listens(on: ip, port: port)
  }
}
