/// Which servers may be connected to on behalf of somebody who named an address in a request.
///
/// Refused are, whatever is allowed: names and addresses of clouds' metadata services, link-local, multicast and unspecified addresses, and
/// the address that this very server listens on. With a list of hosts only these are allowed; without one, all others, those of private
/// networks and of this machine included: model servers live there.
///
/// Names are checked when a transfer is planned, for each redirect again. Addresses are checked where libcurl opens its sockets, so that
/// it does not matter how an address is spelled, or what a name led to when somebody looked before. ``check(_:)`` looks before, to be able
/// to say in an answer that an address is refused.
///
///     var request = HTTPClient.Request(url: url)
///     request.addressPolicy = OutboundAddressPolicy(allowed: [.name("models.example")])
public struct OutboundAddressPolicy: Sendable {
  /// An address with its port on which a server listens.
  public struct Listening: Sendable, Hashable {
    public let address: IPAddress
    public let port: Int

    public init(_ address: IPAddress, port: Int) {
      self.address = address
      self.port = port
    }
  }

  private let allowed: [OutboundHost]
  private let listening: Listening?
  private let localAddresses: @Sendable () -> [IPAddress]

  /// - Parameters:
  ///   - allowed: the only hosts that may be connected to; empty for all that are not always refused.
  ///   - listening: where this server listens; an unspecified address stands for every address of the machine.
  ///   - localAddresses: the addresses of the machine.
  public init(
    allowed: [OutboundHost] = [], listening: Listening? = nil, localAddresses: @escaping @Sendable () -> [IPAddress] = LocalAddresses.all
  ) {
    self.allowed = allowed
    self.listening = listening
    self.localAddresses = localAddresses
  }

  /// Whether a host may be connected to, as far as its name tells.
  package func permits(host: String) -> Bool {
    let name = OutboundHost.normalized(host)
    if allowed.contains(where: { $0.names(name) }) { return true }
    guard !Self.refusedNames.contains(name) else { return false }
    // Where networks are allowed, what the name leads to decides.
    return allowed.isEmpty || allowed.contains { $0.network != nil }
  }

  /// Whether an address may be connected to.
  /// - Parameter host: the name, or the spelling of an address, that led to it.
  package func permits(_ address: IPAddress, port: Int, for host: String) -> Bool {
    let meant = address.meant
    guard !isListening(on: meant, port: port) else { return false }
    let networks = allowed.compactMap(\.network)
    if let refused = Self.refusedNetworks.first(where: { $0.contains(meant) || $0.contains(address) }) {
      // A network that is wider may well have been meant without that part.
      return networks.contains { refused.contains($0) && $0.contains(meant) }
    }
    let name = OutboundHost.normalized(host)
    return allowed.isEmpty || networks.contains { $0.contains(meant) } || allowed.contains { $0.names(name) }
  }

  private func isListening(on address: IPAddress, port: Int) -> Bool {
    guard let listening, listening.port == port else { return false }
    guard listening.address.isUnspecified else { return listening.address.meant == address }
    return address.isLoopback || address.isUnspecified || localAddresses().contains { $0.meant == address }
  }

  private static let refusedNames = [
    "metadata", "metadata.google.internal", "metadata.goog", "instance-data", "instance-data.ec2.internal",
  ]

  private static let refusedNetworks = [
    // This machine, whatever address it has; multicast; broadcast.
    "0.0.0.0/8", "224.0.0.0/4", "255.255.255.255", "::", "ff00::/8",
    // Link-local, where most clouds have their metadata.
    "169.254.0.0/16", "fe80::/10",
    // Amazon's and Google's over IPv6, Alibaba's, Oracle's former one, and the host of Azure's machines.
    "fd00:ec2::/32", "fd20:ce::254", "100.100.100.200", "192.0.0.192", "168.63.129.16",
  ].compactMap { IPNetwork($0) }
}
