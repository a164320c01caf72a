import Glibc

/// Why an address that a request named is not connected to, in a sentence without its secrets.
public enum OutboundRefusal: Error, Sendable, Equatable, CustomStringConvertible {
  /// It is no URL of http or https.
  case unusable(reason: String)
  /// The host is not allowed, or its address is not.
  case refused(DisplayURL)

  public var description: String {
    switch self {
    case .unusable(let reason): "the URL cannot be used: \(reason)"
    case .refused(let url): "this server does not connect to \(url) on behalf of requests"
    }
  }
}

extension OutboundAddressPolicy {
  /// Looks up a URL's host, and checks every address that it has.
  ///
  /// A name that leads nowhere passes: connecting to it says so. What holds is the check at the connection itself.
  public func check(_ text: String) async throws(OutboundRefusal) {
    let url: HTTPURL
    do { url = try HTTPURL(text) } catch {
      guard case .invalidURL(let reason) = error else { throw .unusable(reason: error.description) }
      throw .unusable(reason: reason)
    }
    guard permits(host: url.bareHost) else { throw .refused(url.display) }
    let addresses = await BlockingWork.run { _ in Self.addresses(of: url.bareHost) }
    guard addresses.allSatisfy({ permits($0, port: url.port, for: url.bareHost) }) else { throw .refused(url.display) }
  }

  /// Every address of a host. Blocks.
  private static func addresses(of host: String) -> [IPAddress] {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var first: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(host, nil, &hints, &first) == 0 else { return [] }
    defer { freeaddrinfo(first) }
    var addresses: [IPAddress] = []
    var next = first
    while let entry = next?.pointee {
      if let address = entry.ai_addr, let ip = IPAddress(address) { addresses.append(ip) }
      next = entry.ai_next
    }
    return addresses
  }
}

extension HTTPURL {
  /// The host as resolvers take it: an IPv6 address without its brackets.
  var bareHost: String { host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host }
}
