package import Logging
package import Shared

/// What holds for requests of all kinds, put together.
package struct RequestParts: Sendable {
  package let addresses: RequestedAddresses
  package let deferred: DeferredAnswers
  package let deadlines: ResponseDeadlines

  package init(_ configuration: ServerConfiguration, client: HTTPClient, logger: Logger) {
    addresses = RequestedAddresses(allowed: configuration.outboundHosts)
    deferred = DeferredAnswers(
      client: client, addresses: addresses, maximumBodyBytes: configuration.limits.bodyBytes, logger: logger)
    deadlines = ResponseDeadlines(limit: configuration.responseTimeout, logger: logger)
  }
}
