package import SystemPackage

/// The files of an HTTPS server, and the password of its key.
package struct TLSFiles: Sendable {
  /// The certificate and those between it and its authority, in PEM, the server's own first.
  package var certificate: FilePath
  /// The private key, in PEM; often in the certificate's file.
  package var key: FilePath
  /// The password that the key is encrypted with.
  package var password: String?
  /// The authorities whose certificates clients must show; `nil` when clients need none.
  package var clientAuthorities: FilePath?

  /// - Parameter key: `nil` when it stands in the certificate's file.
  package init(certificate: FilePath, key: FilePath? = nil, password: String? = nil, clientAuthorities: FilePath? = nil) {
    self.certificate = certificate
    self.key = key ?? certificate
    self.password = password
    self.clientAuthorities = clientAuthorities
  }

  package var paths: [FilePath] { [certificate, key] + (clientAuthorities.map { [$0] } ?? []) }
}
