internal import JSON

/// Exchanges with services that hand out credentials. Their answers are small, and quick or not there at all.
package struct CredentialRequests: Sendable {
  private let client: HTTPClient
  private let service: String

  /// - Parameter service: what errors call it.
  package init(_ client: HTTPClient, service: String) {
    self.client = client
    self.service = service
  }

  /// Sends a request.
  /// - Parameter isLocal: whether the address means this machine or its network: no proxy, and no patience.
  package func answer(
    to request: HTTPClient.Request, isLocal: Bool = false
  ) async throws(CredentialsError) -> HTTPClient.Response {
    var request = request
    request.maximumRedirects = 0
    request.maximumBodyBytes = 1 << 20
    request.connectTimeout = isLocal ? .seconds(2) : .seconds(10)
    request.timeout = isLocal ? .seconds(5) : .seconds(30)
    if isLocal { request.proxy = .none }
    request.staysOnThisMachine()
    do { return try await client.execute(request) } catch { throw .transfer(service: service, error) }
  }

  /// The same, for an answer that has to be a 200.
  package func success(
    of request: HTTPClient.Request, isLocal: Bool = false
  ) async throws(CredentialsError) -> [UInt8] {
    let response = try await answer(to: request, isLocal: isLocal)
    guard response.status == 200 else { throw refusal(response) }
    return response.body
  }

  /// What an answer of another status means.
  package func refusal(_ response: HTTPClient.Response) -> CredentialsError {
    let json = try? JSONParser.parse(response.body, maximumDepth: 10)
    let code = json?["error"]?.string ?? json?["error"]?["status"]?.string ?? XMLScanner.first("Code", in: response.body)
    // It comes from outside and goes into logs: a word, or nothing.
    let isWord = code.map { $0.utf8.count <= 64 && $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") } } ?? false
    return .refused(service: service, status: response.status, code: isWord ? code : nil)
  }

  /// A request whose body is a form.
  package static func form(_ url: String, _ parameters: [URLParameter]) -> HTTPClient.Request {
    let body = parameters.map { URLParameter.percentEncoded($0.name) + "=" + URLParameter.percentEncoded($0.value) }.joined(separator: "&")
    return HTTPClient.Request(
      url: url, method: "POST", headers: ["Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"],
      body: Array(body.utf8))
  }

  /// Reads what OAuth 2.0 answers (RFC 6749, section 5.1), and Azure's variant of it, in which numbers are texts.
  package func token(_ body: [UInt8], now: UTCTimestamp) throws(CredentialsError) -> Expiring<BearerToken> {
    guard let json = try? JSONParser.parse(body, maximumDepth: 10) else {
      throw .malformed(service: service, reason: "its answer is no JSON")
    }
    guard let text = json["access_token"]?.string, BearerToken.isUsable(text) else {
      throw .malformed(service: service, reason: "its answer has no access_token")
    }
    let number = { (key: String) -> Int64? in (json[key]?.integer).map { Int64($0) } ?? json[key]?.string.flatMap { Int64($0) } }
    // Times that no token has would not fit into a clock.
    let seconds = number("expires_in").map { max(0, min($0, 10 * 31_557_600)) }
    let end = number("expires_on").map { UTCTimestamp(milliseconds: 0).adding(seconds: max(0, min($0, 253_402_300_799))) }
    return Expiring(BearerToken(text), until: seconds.map { now.adding(seconds: $0) } ?? end ?? now.adding(seconds: 600))
  }
}
