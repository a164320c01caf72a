internal import ArgumentParser

/// What a client may ask of the server.
struct LimitArguments: ParsableArguments {
  @Option(help: "Larger request bodies are refused. [API_SERVER_MAXIMUM_BODY_BYTES] (default: 10485760)")
  var maximumBodyBytes: Int?

  @Option(help: "Longer messages are refused. [API_SERVER_MAXIMUM_MESSAGE_BYTES] (default: 16384)")
  var maximumMessageBytes: Int?

  @Option(help: "Messages with more words are refused. [API_SERVER_MAXIMUM_MESSAGE_TOKENS] (default: 2048)")
  var maximumMessageTokens: Int?

  @Option(
    help: "Larger answers of the action server and the NLG server are refused. [API_SERVER_MAXIMUM_ANSWER_BYTES] (default: 67108864)")
  var maximumAnswerBytes: Int?

  @Option(help: "More connections than that at a time have to wait. [API_SERVER_MAXIMUM_CONNECTIONS] (default: 10240)")
  var maximumConnections: Int?

  @Option(help: "Requests with more bytes of header fields are refused. [API_SERVER_MAXIMUM_HEADER_BYTES] (default: 16384)")
  var maximumHeaderBytes: Int?

  @Option(help: "Seconds that a connection is kept without a request. [API_SERVER_IDLE_TIMEOUT] (default: 120)")
  var idleTimeout: Int?

  @Option(
    help: """
      Seconds between being told to stop and accepting no more, in which the server says that it is not ready. [API_SERVER_SHUTDOWN_DELAY] \
      (default: 0)
      """)
  var shutdownDelay: Int?
}
