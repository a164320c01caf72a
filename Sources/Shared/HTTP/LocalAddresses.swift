import Glibc

/// The addresses of this machine.
public enum LocalAddresses {
  /// Those of all its network interfaces at this moment.
  @Sendable public static func all() -> [IPAddress] {
    var first: UnsafeMutablePointer<ifaddrs>?
    guard getifaddrs(&first) == 0 else { return [] }
    defer { freeifaddrs(first) }
    var addresses: [IPAddress] = []
    var next = first
    while let entry = next?.pointee {
      if let address = entry.ifa_addr, let ip = IPAddress(address) { addresses.append(ip) }
      next = entry.ifa_next
    }
    return addresses
  }
}
