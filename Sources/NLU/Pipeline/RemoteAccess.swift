/// What a component gets that asks other servers: the way there, and what the process knows that a model does not.
public struct RemoteAccess: Sendable {
  public let servers: any RemoteServers
  /// The environment's variables.
  public let environment: [String: String]
  /// The time, in whole seconds since 1970.
  public let now: @Sendable () -> Int
  /// Tells the operator what went wrong, in a sentence without secrets and without a word of any message.
  public let report: @Sendable (String) -> Void

  public init(
    servers: any RemoteServers, environment: [String: String] = [:], now: @escaping @Sendable () -> Int,
    report: @escaping @Sendable (String) -> Void
  ) {
    self.servers = servers
    self.environment = environment
    self.now = now
    self.report = report
  }

  /// No way to any server: components that need one find nothing.
  public static let none = RemoteAccess(servers: Unreachable(), now: { 0 }, report: { _ in })

  private struct Unreachable: RemoteServers {
    func post(_ request: RemoteRequest) async throws(RemoteFailure) -> RemoteAnswer {
      throw RemoteFailure("no other servers can be asked here")
    }
  }
}
