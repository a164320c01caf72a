package import Hummingbird
package import Metrics
internal import Synchronization

/// Counts answers, and how long they took.
package final class RequestMetrics: Sendable {
  /// What tells one series from another.
  private struct Key: Hashable {
    let route: String
    let method: String
    let status: Int
  }

  private struct Series {
    let count: Counter
    let duration: Timer
  }

  private let factory: any MetricsFactory
  /// The series that were ever used: to find one by its labels takes longer than the rest of an answer's way out.
  private let series = Mutex<[Key: Series]>([:])

  package init(factory: any MetricsFactory) { self.factory = factory }

  /// - Parameters:
  ///   - route: the documented path of an endpoint, or `other`; never what a client made up, so that the number of
  ///     series stays small.
  package func record(route: String, method: HTTPRequest.Method, status: HTTPResponse.Status, duration: Duration) {
    let key = Key(route: route, method: Self.known.contains(method.rawValue) ? method.rawValue : "other", status: status.code)
    let series = series.withLock { all in
      if let known = all[key] { return known }
      let new = Series(
        count: Counter(
          label: "api_server_requests_total",
          dimensions: [("route", route), ("method", key.method), ("status", String(key.status))], factory: factory),
        duration: Timer(label: "api_server_request_duration_seconds", dimensions: [("route", route)], factory: factory))
      all[key] = new
      return new
    }
    series.count.increment()
    series.duration.record(duration: duration)
  }

  private static let known: [String] = ["POST", "GET", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH"]
}
