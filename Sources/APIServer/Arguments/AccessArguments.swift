internal import ArgumentParser

/// Who may use the API.
struct AccessArguments: ParsableArguments {
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
}
