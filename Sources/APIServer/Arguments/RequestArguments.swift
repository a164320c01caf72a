internal import ArgumentParser

/// The flags about requests: how long they may take, and whom they may name.
struct RequestArguments: ParsableArguments {
  @Option(
    help: "Seconds that an answer may take; one that takes longer is 503. [API_SERVER_RESPONSE_TIMEOUT] (default: 3600)")
  var responseTimeout: Int?

  @Option(help: "Seconds that a request may take to arrive, and a TLS handshake to end. [API_SERVER_REQUEST_TIMEOUT] (default: 60)")
  var requestTimeout: Int?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      """
      The only hosts that a request may make the server connect to, as callback_url or model_server: names, *.names, addresses or networks \
      such as 10.0.0.0/8. Repeat it, or name several. [API_SERVER_OUTBOUND_HOSTS] (default: all but link-local addresses, metadata \
      services of clouds, and the server itself)
      """, valueName: "host"))
  var outboundHosts: [String] = []
}
