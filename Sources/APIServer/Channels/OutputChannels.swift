package import Dialogue
package import Hummingbird

/// The channels that a bot's messages can be sent to without being asked: those of credentials.yml that have an address.
package struct OutputChannels: Sendable {
  private let makers: [String: @Sendable () -> any MessageCollector]

  package init(_ makers: [String: @Sendable () -> any MessageCollector] = [:]) { self.makers = makers }

  /// The channel that `output_channel` of a request names. `latest` stands for the one that the user's last message came through.
  package func choose(for request: Request, _ tracker: Tracker) -> any MessageCollector {
    var name = request.query("output_channel").map(String.init)
    if name == "latest" { name = tracker.latestInputChannel }
    return name.flatMap { makers[$0] }?() ?? CollectingOutputChannel()
  }
}
