extension HTTPURL {
  /// Whether what is sent there can be read by nobody on the way: over TLS, or without leaving this machine.
  package var protectsTokens: Bool { scheme == "https" || isThisMachine }

  var isThisMachine: Bool { ["localhost", "127.0.0.1", "[::1]"].contains(host) }
}

extension HTTPClient.Request {
  /// Keeps what is meant for this machine from a proxy, to which it would travel in clear.
  mutating func staysOnThisMachine() {
    if let url = try? HTTPURL(url), url.scheme == "http", url.isThisMachine { proxy = .none }
  }
}
