extension HTTPURL {
  /// Whether what is sent there can be read by nobody on the way: over TLS, or without leaving this machine.
  package var protectsTokens: Bool { scheme == "https" || ["localhost", "127.0.0.1", "[::1]"].contains(host) }
}
