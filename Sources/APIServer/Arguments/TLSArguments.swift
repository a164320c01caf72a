internal import ArgumentParser

/// HTTPS in place of HTTP.
struct TLSArguments: ParsableArguments {
  @Option(help: "The certificate with its chain, in PEM: serves HTTPS. [API_SERVER_SSL_CERTIFICATE] (default: none, HTTP is served)")
  var sslCertificate: String?

  @Option(help: "Its private key, in PEM. [API_SERVER_SSL_KEYFILE] (default: the certificate's file)")
  var sslKeyfile: String?

  @Option(help: "The password of the key. Other users of the machine can read a command line. [API_SERVER_SSL_PASSWORD] (default: none)")
  var sslPassword: String?

  @Option(help: "The file with that password. [API_SERVER_SSL_PASSWORD_FILE] (default: none)")
  var sslPasswordFile: String?

  @Option(
    help: "Authorities in PEM: clients must show a certificate of one of them. [API_SERVER_SSL_CA_FILE] (default: none)")
  var sslCaFile: String?
}
