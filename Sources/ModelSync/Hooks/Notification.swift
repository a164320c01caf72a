internal import Shared

/// Where publications are posted, and how often that is tried.
package struct Notification: Sendable {
  package var url: String
  /// Sent as a bearer token.
  package var token: String?
  package var attempts: Int
  /// For one attempt.
  package var timeout: Duration
  package var backoff: Backoff

  package init(
    url: String, token: String? = nil, attempts: Int = 5, timeout: Duration = .seconds(10),
    backoff: Backoff = Backoff(initial: .seconds(1), limit: .seconds(30))
  ) {
    self.url = url
    self.token = token
    self.attempts = attempts
    self.timeout = timeout
    self.backoff = backoff
  }

  /// One attempt's request. A redirect is not followed: it would turn the message into a question.
  func request(_ notice: PublishNotice) -> HTTPClient.Request {
    var headers: HTTPHeaders = ["Content-Type": "application/json"]
    if let token { headers["Authorization"] = "Bearer \(token)" }
    var request = HTTPClient.Request(url: url, method: "POST", headers: headers, body: notice.json)
    request.timeout = timeout
    request.maximumRedirects = 0
    return request
  }
}
