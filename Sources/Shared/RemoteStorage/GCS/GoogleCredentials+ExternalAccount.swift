internal import JSON
internal import SystemPackage

extension GoogleCredentials {
  /// Workload identity: the token of another identity provider, from a file or an address, is exchanged for one of Google's (RFC 8693), and
  /// that, where the file says so, for one of a service account.
  func externalAccount(_ file: GoogleCredentialFile) async throws(CredentialsError) -> Expiring<BearerToken> {
    let address = try file.address("token_url", default: "https://sts.googleapis.com/v1/token")
    let impersonation = file.json["service_account_impersonation_url"]?.string
    let parameters = [
      URLParameter(name: "grant_type", value: "urn:ietf:params:oauth:grant-type:token-exchange"),
      URLParameter(name: "audience", value: try file.require("audience")),
      URLParameter(name: "subject_token_type", value: try file.require("subject_token_type")),
      URLParameter(name: "requested_token_type", value: "urn:ietf:params:oauth:token-type:access_token"),
      URLParameter(name: "scope", value: impersonation == nil ? scope : "https://www.googleapis.com/auth/cloud-platform"),
      URLParameter(name: "subject_token", value: try await subjectToken(file)),
    ]
    let federated = try await exchange(CredentialRequests.form(address, parameters))
    guard impersonation != nil else { return federated }
    return try await impersonate(try file.address("service_account_impersonation_url"), with: federated.value)
  }

  private func subjectToken(_ file: GoogleCredentialFile) async throws(CredentialsError) -> String {
    guard let source = file.json["credential_source"], source["environment_id"] == nil, source["executable"] == nil else {
      throw .unreadable(file.path, reason: "its credential_source is neither a file nor an address")
    }
    let bytes: [UInt8]
    if let path = source["file"]?.string {
      bytes = try await CredentialFile.require(FilePath(path))
    } else if let url = source["url"]?.string {
      var request = HTTPClient.Request(url: url)
      for (name, value) in source["headers"]?.object?.members ?? [] { request.headers[name] = value.string }
      bytes = try await CredentialRequests(client, service: "the identity provider").success(of: request, isLocal: url.hasPrefix("http:"))
    } else {
      throw .unreadable(file.path, reason: "its credential_source is neither a file nor an address")
    }
    var text: String? = String(decoding: bytes, as: UTF8.self)
    if let format = source["format"], format["type"]?.string == "json" {
      guard let field = format["subject_token_field_name"]?.string else {
        throw .unreadable(file.path, reason: "its credential_source has a format without subject_token_field_name")
      }
      text = (try? JSONParser.parse(bytes, maximumDepth: 20))?[field]?.string
    }
    let words = text?.split(whereSeparator: \.isWhitespace) ?? []
    guard words.count == 1, BearerToken.isUsable(String(words[0])) else {
      throw .malformed(service: "the identity provider", reason: "it gave no token")
    }
    return String(words[0])
  }

  private func impersonate(_ address: String, with token: BearerToken) async throws(CredentialsError) -> Expiring<BearerToken> {
    var json = JSONWriter()
    json.object { json in
      json.key("scope")
      json.array { $0.value(scope) }
    }
    let headers: HTTPHeaders = ["Authorization": "Bearer \(token.text)", "Content-Type": "application/json"]
    let requests = CredentialRequests(client, service: "Google's IAM service")
    let body = try await requests.success(of: HTTPClient.Request(url: address, method: "POST", headers: headers, body: json.bytes))
    guard let answer = try? JSONParser.parse(body, maximumDepth: 20), let text = answer["accessToken"]?.string, BearerToken.isUsable(text),
      let expiry = answer["expireTime"]?.string.flatMap({ UTCTimestamp(rfc3339: $0) })
    else { throw .malformed(service: "Google's IAM service", reason: "its answer has no token") }
    return Expiring(BearerToken(text), until: expiry)
  }
}
