internal import HTTPServing

extension ServerConfiguration {
  mutating func setLimits(_ arguments: LimitArguments, _ environment: EnvironmentTwins) throws(UsageError) {
    func limit(_ given: Int?, _ flag: String, standard: Int, from least: Int = 1) throws(UsageError) -> Int {
      let name = flag.replacing("-", with: "_").uppercased()
      let value = try environment.integer(name, unless: given) ?? standard
      guard value >= least else { throw UsageError("--\(flag) (API_SERVER_\(name)) must be greater than \(least - 1)") }
      return value
    }
    func seconds(_ given: Int?, _ flag: String, standard: Duration, from least: Int = 1) throws(UsageError) -> Duration {
      let value = try limit(given, flag, standard: Int(standard.components.seconds), from: least)
      guard value <= 86_400 else {
        throw UsageError("--\(flag) (API_SERVER_\(flag.replacing("-", with: "_").uppercased())) must not be greater than 86400, a day")
      }
      return .seconds(value)
    }
    limits.bodyBytes = try limit(arguments.maximumBodyBytes, "maximum-body-bytes", standard: limits.bodyBytes)
    limits.messageBytes = try limit(arguments.maximumMessageBytes, "maximum-message-bytes", standard: limits.messageBytes)
    limits.messageTokens = try limit(arguments.maximumMessageTokens, "maximum-message-tokens", standard: limits.messageTokens)
    maximumAnswerBytes = try limit(arguments.maximumAnswerBytes, "maximum-answer-bytes", standard: maximumAnswerBytes)
    connections.connections = try limit(arguments.maximumConnections, "maximum-connections", standard: connections.connections)
    connections.headerBytes = try limit(arguments.maximumHeaderBytes, "maximum-header-bytes", standard: connections.headerBytes)
    connections.bodyBytes = limits.bodyBytes
    // Framing may cost as much as what it frames, and no more.
    connections.requestBytes = min(limits.bodyBytes, 1 << 40) * 2 + min(connections.headerBytes, 1 << 40) + 64 << 10
    connections.idle = try seconds(arguments.idleTimeout, "idle-timeout", standard: connections.idle)
    shutdownDelay = try seconds(arguments.shutdownDelay, "shutdown-delay", standard: shutdownDelay, from: 0)
  }
}
