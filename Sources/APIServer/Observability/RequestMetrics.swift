package import Hummingbird
package import Metrics

/// Counts answers, and how long they took.
package struct RequestMetrics: Sendable {
  private let factory: any MetricsFactory

  package init(factory: any MetricsFactory) { self.factory = factory }

  /// - Parameters:
  ///   - route: the documented path of an endpoint, or `other`; never what a client made up, so that the number of
  ///     series stays small.
  package func record(route: String, method: HTTPRequest.Method, status: HTTPResponse.Status, duration: Duration) {
    let labels = [("route", route), ("method", Self.known.contains(method) ? method.rawValue : "other"), ("status", String(status.code))]
    Counter(label: "api_server_requests_total", dimensions: labels, factory: factory).increment()
    Timer(label: "api_server_request_duration_seconds", dimensions: [("route", route)], factory: factory).record(duration: duration)
  }

  private static let known: Set<HTTPRequest.Method> = [.get, .post, .put, .delete, .head, .options, .patch]
}
