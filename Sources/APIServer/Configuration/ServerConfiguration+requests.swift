internal import HTTPServing
internal import Shared

extension ServerConfiguration {
  /// A longer time than that is a slip; and clocks can add it to now.
  private static let longestTimeout = 10 * 365 * 86_400

  /// Reads how long requests may take, and whom they may name.
  /// - Throws: `UsageError`, naming the flag and its twin.
  mutating func setRequests(_ arguments: RequestArguments, _ environment: EnvironmentTwins) throws(UsageError) {
    func seconds(_ given: Int?, _ flag: String, _ name: String) throws(UsageError) -> Duration? {
      guard let value = try environment.integer(name, unless: given) else { return nil }
      guard 1...Self.longestTimeout ~= value else {
        throw UsageError("--\(flag) (API_SERVER_\(name)) must be a number of seconds greater than 0")
      }
      return .seconds(value)
    }
    responseTimeout = try seconds(arguments.responseTimeout, "response-timeout", "RESPONSE_TIMEOUT") ?? responseTimeout
    connections.receiving = try seconds(arguments.requestTimeout, "request-timeout", "REQUEST_TIMEOUT") ?? connections.receiving
    for text in arguments.outboundHosts.isEmpty ? environment.list("OUTBOUND_HOSTS") : arguments.outboundHosts {
      guard let host = OutboundHost(text) else {
        throw UsageError(
          "--outbound-hosts (API_SERVER_OUTBOUND_HOSTS): \(text) is no name, *.name, address or network such as 10.0.0.0/8")
      }
      outboundHosts.append(host)
    }
  }

  /// Reads `MAX_NUMBER_OF_PREDICTIONS`, Rasa's own name, and without a flag there, too.
  static func maximumPredictions(_ environment: EnvironmentTwins) throws(UsageError) -> Int? {
    let name = "MAX_NUMBER_OF_PREDICTIONS"
    let number = try environment.plainInteger(name)
    guard number ?? 1 > 0 else { throw UsageError("\(name) must be greater than 0: with none the bot would answer nothing") }
    return number
  }
}
