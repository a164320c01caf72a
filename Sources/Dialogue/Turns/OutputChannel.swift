public import JSON

/// Where the bot's messages go.
public protocol OutputChannel: Sendable {
  /// The name by which responses may differ.
  var name: String { get }

  /// Sends a message as soon as it is made.
  /// - Parameter message: `text`, `buttons`, `image` and what else there is; absent ones are `null`.
  func send(_ message: JSONObject, to recipient: String) async
}
