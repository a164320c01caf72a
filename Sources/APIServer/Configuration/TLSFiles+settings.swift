internal import SystemPackage

extension TLSFiles {
  /// What the command line and the environment say about HTTPS; `nil` when nothing.
  /// - Throws: `UsageError` when a key, a password or authorities come without a certificate.
  init?(_ arguments: TLSArguments, _ environment: EnvironmentTwins) throws(UsageError) {
    let key = arguments.sslKeyfile ?? environment.text("SSL_KEYFILE")
    let authorities = arguments.sslCaFile ?? environment.text("SSL_CA_FILE")
    let password = try environment.secret("ssl-password", arguments.sslPassword, file: arguments.sslPasswordFile)
    guard let certificate = arguments.sslCertificate ?? environment.text("SSL_CERTIFICATE") else {
      let others = [("--ssl-keyfile", key), ("--ssl-ca-file", authorities), ("--ssl-password", password)]
      guard let lonely = others.first(where: { $0.1 != nil }) else { return nil }
      throw UsageError("\(lonely.0) means nothing without --ssl-certificate (API_SERVER_SSL_CERTIFICATE)")
    }
    self.init(
      certificate: FilePath(certificate), key: key.map { FilePath($0) }, password: password,
      clientAuthorities: authorities.map { FilePath($0) })
  }
}
