/// An entry of a list of hosts that may be connected to.
///
///     models.example       that name
///     *.example            every name below that one
///     10.1.0.0/16          the addresses of that network, whatever names lead there
///     192.0.2.7            that address
public enum OutboundHost: Sendable, Hashable {
  case name(String)
  case subdomains(of: String)
  case network(IPNetwork)

  /// - Returns: `nil` for what is none of these.
  public init?(_ text: String) {
    if let network = IPNetwork(text) {
      self = .network(network)
    } else if text.hasPrefix("*."), let name = Self.name(String(text.dropFirst(2))) {
      self = .subdomains(of: name)
    } else if let name = Self.name(text) {
      self = .name(name)
    } else {
      return nil
    }
  }

  /// Whether this entry names a host. A network names none.
  /// - Parameter host: as `OutboundHost.name` spells it.
  func names(_ host: String) -> Bool {
    switch self {
    case .name(let name): host == name
    case .subdomains(let name): host.hasSuffix("." + name)
    case .network: false
    }
  }

  var network: IPNetwork? { if case .network(let network) = self { network } else { nil } }

  /// A name in the one spelling that is compared: lower case, without the root's dot.
  static func normalized(_ host: String) -> String {
    var host = Substring(host.lowercased())
    while host.hasSuffix(".") { host.removeLast() }
    return String(host)
  }

  private static func name(_ text: String) -> String? {
    let name = normalized(text)
    guard !name.isEmpty, !name.hasPrefix("."), !name.contains("..") else { return nil }
    // What ends in a number is an address in a spelling of its own, such as 127.1, and no name.
    guard let last = name.split(separator: ".").last, last.contains(where: { !$0.isNumber }), !last.hasPrefix("0x") else { return nil }
    let isName = name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
      default: "-._".utf8.contains(byte)
      }
    }
    return isName ? name : nil
  }
}
