/// AWS Signature Version 4: what makes a request one that only the holder of a secret key can have sent.
///
/// A request is written down in one canonical form, hashed, and the hash signed with a key made of the secret, the day, the region and the
/// service. Every header that the request carries is signed.
package struct SignatureV4: Sendable {
  /// A request as far as it is signed.
  package struct Request: Sendable {
    package var method: String
    /// As it stands in the request line: percent-encoded once.
    package var path: String
    package var query: [URLParameter]
    /// `Host` included.
    package var headers: HTTPHeaders
    package var payload: SHA256Digest

    package init(
      method: String, path: String, query: [URLParameter] = [], headers: HTTPHeaders, payload: SHA256Digest = SHA256.hash(of: [])
    ) {
      self.method = method
      self.path = path
      self.query = query
      self.headers = headers
      self.payload = payload
    }

    /// The query as it is signed, and sent: encoded and in the order of its names.
    package var canonicalQuery: String {
      query.map { (URLParameter.percentEncoded($0.name), URLParameter.percentEncoded($0.value)) }
        .sorted { ($0.0, $0.1) < ($1.0, $1.1) }
        .map { $0.0 + "=" + $0.1 }.joined(separator: "&")
    }
  }

  private let credentials: AWSCredentials
  private let region: String
  private let service: String

  package init(_ credentials: AWSCredentials, region: String, service: String) {
    self.credentials = credentials
    self.region = region
    self.service = service
  }

  /// The request's headers with the signature and what it needs beside them.
  package func sign(_ request: Request, at time: UTCTimestamp) -> HTTPHeaders {
    var request = request
    request.headers["X-Amz-Date"] = time.compact
    request.headers["X-Amz-Security-Token"] = credentials.sessionToken
    var headers = request.headers
    headers["Authorization"] = authorization(of: request, at: time)
    return headers
  }

  /// The `Authorization` of a request that carries its date already.
  package func authorization(of request: Request, at time: UTCTimestamp) -> String {
    let signed = Self.signedHeaders(request.headers).map(\.name).joined(separator: ";")
    let code = HMACSHA2.code(for: Array(stringToSign(request, at: time).utf8), key: signingKey(at: time), .sha256)
    return "AWS4-HMAC-SHA256 Credential=\(credentials.accessKeyID)/\(scope(at: time)), SignedHeaders=\(signed), "
      + "Signature=\(Hexadecimal.text(code))"
  }
}

// The parts, each as AWS names and publishes it.
extension SignatureV4 {
  package static func canonicalRequest(_ request: Request) -> String {
    let headers = signedHeaders(request.headers)
    var lines: [String] = [request.method, request.path.isEmpty ? "/" : request.path, request.canonicalQuery]
    lines += headers.map { "\($0.name):\($0.value)" }
    lines += ["", headers.map(\.name).joined(separator: ";"), request.payload.hexadecimal]
    return lines.joined(separator: "\n")
  }

  package func stringToSign(_ request: Request, at time: UTCTimestamp) -> String {
    let hash = SHA256.hash(of: Array(Self.canonicalRequest(request).utf8))
    return ["AWS4-HMAC-SHA256", time.compact, scope(at: time), hash.hexadecimal].joined(separator: "\n")
  }

  package func signingKey(at time: UTCTimestamp) -> [UInt8] {
    [String(time.compact.prefix(8)), region, service, "aws4_request"].reduce(Array("AWS4\(credentials.secretAccessKey)".utf8)) {
      HMACSHA2.code(for: Array($1.utf8), key: $0, .sha256)
    }
  }

  private func scope(at time: UTCTimestamp) -> String { "\(time.compact.prefix(8))/\(region)/\(service)/aws4_request" }

  /// Names in lower case and in their order, values without superfluous blanks; several of a name are one.
  private static func signedHeaders(_ headers: HTTPHeaders) -> [(name: String, value: String)] {
    var values: [String: [String]] = [:]
    for (name, value) in headers.fields {
      let words = value.split(whereSeparator: { $0 == " " || $0 == "\t" })
      values[name.lowercased(), default: []].append(words.joined(separator: " "))
    }
    return values.sorted { $0.key < $1.key }.map { ($0.key, $0.value.joined(separator: ",")) }
  }
}
