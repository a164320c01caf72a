internal import Glibc
package import Logging
package import NLU
package import Shared

extension RemoteAccess {
  /// The way to other servers that a model's components get here; what goes wrong there goes into the log.
  package static func server(client: HTTPClient, environment: [String: String], logger: Logger) -> RemoteAccess {
    RemoteAccess(
      servers: ClientRemoteServers(client: client), environment: environment, now: { time(nil) },
      report: { sentence in
        // A model that is being tested is not blamed for a server that is not there.
        Outage.current?.note(sentence)
        logger.error("\(sentence)")
      })
  }
}
