import Glibc

/// An address of IPv4 or IPv6, without port and zone.
public struct IPAddress: Sendable, Hashable, CustomStringConvertible {
  /// 4 or 16 bytes, the most significant first.
  let bytes: [UInt8]

  init(bytes: [UInt8]) { self.bytes = bytes }

  /// Reads an address in its usual spelling, `10.0.0.1` or `fd00::1`; `nil` for everything else, names included.
  public init?(_ text: String) {
    var four = in_addr()
    var six = in6_addr()
    if inet_pton(AF_INET, text, &four) == 1 {
      bytes = withUnsafeBytes(of: four) { Array($0) }
    } else if inet_pton(AF_INET6, text, &six) == 1 {
      bytes = withUnsafeBytes(of: six) { Array($0) }
    } else {
      return nil
    }
  }

  /// - Parameter address: as long as its family says. `nil` for other families.
  init?(_ address: UnsafePointer<sockaddr>) {
    let raw = UnsafeRawPointer(address)
    switch Int32(address.pointee.sa_family) {
    case AF_INET: bytes = withUnsafeBytes(of: raw.loadUnaligned(as: sockaddr_in.self).sin_addr) { Array($0) }
    case AF_INET6: bytes = withUnsafeBytes(of: raw.loadUnaligned(as: sockaddr_in6.self).sin6_addr) { Array($0) }
    default: return nil
    }
  }

  public var description: String {
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    let family = bytes.count == 4 ? AF_INET : AF_INET6
    guard inet_ntop(family, bytes, &text, socklen_t(text.count)) != nil else { return "(no address)" }
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The IPv4 address that an IPv6 address stands for, if it stands for one: by mapping, compatibility, NAT64 or 6to4. Otherwise itself.
  var meant: IPAddress {
    guard bytes.count == 16 else { return self }
    let zeros = [UInt8](repeating: 0, count: 10)
    let mapped = zeros + [0xff, 0xff]
    let translated: [UInt8] = [0, 0x64, 0xff, 0x9b] + [UInt8](repeating: 0, count: 8)
    if bytes.starts(with: mapped) || bytes.starts(with: translated) { return IPAddress(bytes: Array(bytes[12...])) }
    if bytes.starts(with: [0x20, 0x02]) { return IPAddress(bytes: Array(bytes[2..<6])) }
    // `::` and `::1` look compatible and are addresses of their own.
    if bytes.starts(with: zeros + [0, 0]), bytes[12...14] != [0, 0, 0] { return IPAddress(bytes: Array(bytes[12...])) }
    return self
  }

  var isLoopback: Bool { bytes.count == 4 ? bytes[0] == 127 : bytes == [UInt8](repeating: 0, count: 15) + [1] }

  /// Whether it means every address of the machine, where something listens on it.
  var isUnspecified: Bool { bytes.allSatisfy { $0 == 0 } }
}
