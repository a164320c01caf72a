/// A range of addresses that begin alike: `10.0.0.0/8`, or one address by itself.
public struct IPNetwork: Sendable, Hashable {
  private let address: IPAddress
  private let prefix: Int

  /// - Parameter prefix: how many bits are fixed; all of them unless said.
  public init?(_ address: IPAddress, prefix: Int? = nil) {
    let bits = address.bytes.count * 8
    guard 0...bits ~= prefix ?? bits else { return nil }
    self.address = address
    self.prefix = prefix ?? bits
  }

  /// Reads `address` or `address/bits`.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let address = parts.first.flatMap({ IPAddress(String($0)) }) else { return nil }
    guard parts.count == 2 else {
      self.init(address)
      return
    }
    guard let prefix = Int(parts[1]), parts[1].utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else { return nil }
    self.init(address, prefix: prefix)
  }

  func contains(_ other: IPAddress) -> Bool {
    guard other.bytes.count == address.bytes.count else { return false }
    let whole = prefix / 8
    guard other.bytes[..<whole] == address.bytes[..<whole] else { return false }
    let rest = prefix % 8
    return rest == 0 || (other.bytes[whole] ^ address.bytes[whole]) >> UInt8(8 - rest) == 0
  }

  /// Whether `other` reaches no further than this network.
  func contains(_ other: IPNetwork) -> Bool { other.prefix >= prefix && contains(other.address) }
}
