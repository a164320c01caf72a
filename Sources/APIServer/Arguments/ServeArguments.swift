internal import ArgumentParser

/// The command line. Every flag has a twin in the environment, which counts when the flag is absent.
struct ServeArguments: ParsableArguments {
  @Argument(help: "The same as --model.")
  var modelPath: String?

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

  @Option(
    help: """
      The one channel that messages come through, with what credentials.yml says of it. [API_SERVER_CONNECTOR] (default: all that stand \
      there)
      """)
  var connector: String?

  @Option(help: "Taken as Rasa takes it, and refused: ModelSync fetches models from remote storage.")
  var remoteStorage: String?

  @Option(name: [.customShort("i"), .long], help: "Address to listen on. [API_SERVER_INTERFACE] (default: 0.0.0.0)")
  var interface: String?

  @Option(name: [.customShort("p"), .long], help: "Port to listen on; 0 for any free one. [API_SERVER_PORT] (default: 5005)")
  var port: Int?

  @Flag(help: "Serve the HTTP API. Without it only /, the channels and the operator's endpoints are served. [API_SERVER_ENABLE_API]")
  var enableAPI = false

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Origins that browsers may call from; * for all. Repeat it, or name several. [API_SERVER_CORS] (default: none)", valueName: "origin"))
  var cors: [String] = []

  @OptionGroup(title: "Acceptance of models") var acceptance: AcceptanceArguments
  @OptionGroup(title: "Access") var access: AccessArguments
  @OptionGroup(title: "TLS") var tls: TLSArguments
  @OptionGroup(title: "Limits") var limits: LimitArguments
  @OptionGroup(title: "Requests") var requests: RequestArguments
  @OptionGroup(title: "Log") var log: LogArguments
}
