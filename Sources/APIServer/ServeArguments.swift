internal import ArgumentParser

/// The command line. Every flag has a twin in the environment, which counts when the flag is absent.
struct ServeArguments: ParsableArguments {
  @Option(
    name: [.customShort("m"), .long],
    help:
      "Folder of models, or one archive. What ModelSync publishes there is served, else the newest *.tar.gz. [API_SERVER_MODEL] (default: models)"
  )
  var model: String?

  @Option(
    help: """
      endpoints.yml. With a model server in it, models come from ModelSync alone. [API_SERVER_ENDPOINTS] (default: endpoints.yml, if there \
      is one)
      """)
  var endpoints: String?

  @Option(
    help: """
      credentials.yml: the channels that messages come through. [API_SERVER_CREDENTIALS] (default: credentials.yml, if there is one; \
      otherwise the REST channel)
      """)
  var credentials: String?

  @Option(name: [.customShort("i"), .long], help: "Address to listen on. [API_SERVER_INTERFACE] (default: 0.0.0.0)")
  var interface: String?

  @Option(name: [.customShort("p"), .long], help: "Port to listen on; 0 for any free one. [API_SERVER_PORT] (default: 5005)")
  var port: Int?

  @Flag(help: "Serve the HTTP API. Without it only /, the channels and the operator's endpoints are served. [API_SERVER_ENABLE_API]")
  var enableAPI = false

  @Option(
    name: [.customShort("t"), .long],
    help: """
      What clients of the API have to show, as ?token= or as Authorization: Bearer. Other users of the machine can read a command line: \
      the twins cannot be read there. [API_SERVER_AUTH_TOKEN] (default: none, everyone may use the API)
      """)
  var authToken: String?

  @Option(
    help: """
      The secret, or for RS*, PS*, ES* and EdDSA the public key in PEM: opens the API to JSON web tokens that are signed with it. \
      [API_SERVER_JWT_SECRET] (default: none)
      """)
  var jwtSecret: String?

  @Option(help: "The file with that secret or key. [API_SERVER_JWT_SECRET_FILE] (default: none)")
  var jwtSecretFile: String?

  @Option(help: "How they are signed: HS256, RS256, PS256, ES256, …, EdDSA. [API_SERVER_JWT_METHOD] (default: HS256)")
  var jwtMethod: String?

  @Option(help: "Taken as Rasa takes it, and not used: this server signs no tokens.")
  var jwtPrivateKey: String?

  @Option(help: "The file with that token. [API_SERVER_AUTH_TOKEN_FILE] (default: none)")
  var authTokenFile: String?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Origins that browsers may call from; * for all. Repeat it, or name several. [API_SERVER_CORS] (default: none)", valueName: "origin"))
  var cors: [String] = []

  @Option(help: "Larger request bodies are refused. [API_SERVER_MAXIMUM_BODY_BYTES] (default: 10485760)")
  var maximumBodyBytes: Int?

  @Option(help: "Longer messages are refused. [API_SERVER_MAXIMUM_MESSAGE_BYTES] (default: 16384)")
  var maximumMessageBytes: Int?

  @Option(help: "Messages with more words are refused. [API_SERVER_MAXIMUM_MESSAGE_TOKENS] (default: 2048)")
  var maximumMessageTokens: Int?

  @Option(
    help: "Larger answers of the action server and the NLG server are refused. [API_SERVER_MAXIMUM_ANSWER_BYTES] (default: 67108864)")
  var maximumAnswerBytes: Int?

  @OptionGroup var requests: RequestArguments

  @Option(help: "Also write the log to this file. [API_SERVER_LOG_FILE] (default: none)")
  var logFile: String?

  @Option(help: "How a log line is written: text or json. [API_SERVER_LOG_FORMAT] (default: text)")
  var logFormat: String?

  @Flag(name: [.customShort("v"), .long], help: "Log what happens, which is the default. [API_SERVER_VERBOSE]")
  var verbose = false

  @Flag(name: [.customLong("vv", withSingleDash: true), .long], help: "Log everything. [API_SERVER_DEBUG]")
  var debug = false

  @Flag(help: "Log warnings and errors only. [API_SERVER_QUIET]")
  var quiet = false
}
