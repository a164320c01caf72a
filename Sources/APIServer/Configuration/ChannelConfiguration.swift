internal import JSON
package import Shared

/// credentials.yml: the channels that messages come through.
package struct ChannelConfiguration: Sendable {
  /// What conversations call the REST channel; `nil` when it is not served.
  package var rest: String?
  /// Where the callback channel sends the bot's messages; `nil` when it is not served.
  package var callback: CalledServer?
  /// What is worth a warning at the start.
  package var warnings: [String] = []

  /// Without the file Rasa opens a console, which is reached over the REST channel's paths.
  package init() { rest = "cmdline" }

  /// - Throws: a sentence with the place.
  package init(_ credentials: ConfigurationSections) throws(ConfigurationError) {
    for (name, value) in credentials.values {
      switch name {
      case "rest": rest = name
      case "callback":
        guard let endpoint = try credentials.read(name, { json throws(EndpointError) in try CalledServer(json: json) }) else {
          warnings.append("\(credentials.file): the channel callback has no url and is not served")
          continue
        }
        callback = endpoint
        warnings += endpoint.unknownKeys.map { "\(credentials.file): callback.\($0) means nothing here" }
      // What Rasa writes into every new project, for a product of its own; there is nothing to be served.
      case "rasa" where value["url"] != nil: warnings.append("\(credentials.file): the section rasa, which is Rasa X's, means nothing here")
      default: warnings.append("\(credentials.file): the channel \(name) is not served: this server has rest and callback")
      }
    }
  }

  /// The channels with all but one closed, as `--connector` asks for. REST needs nothing to be said of it.
  /// - Returns: `nil` when there is no such channel, or nothing says where its messages go.
  package func only(_ connector: String) -> ChannelConfiguration? {
    var configuration = self
    switch connector {
    case "rest", "cmdline":
      configuration.rest = connector
      configuration.callback = nil
    case "callback" where callback != nil: configuration.rest = nil
    default: return nil
    }
    return configuration
  }
}
