/// Azure's Shared Key: a request is signed with the key of the storage account.
package struct SharedKeySignature: Sendable {
  private let account: String
  private let key: [UInt8]

  /// - Parameter key: decoded.
  package init(account: String, key: [UInt8]) {
    self.account = account
    self.key = key
  }

  /// The `Authorization` of a request that carries everything else already.
  /// - Parameters:
  ///   - path: as it stands in the request line: percent-encoded.
  package func authorization(method: String, path: String, query: [URLParameter], headers: HTTPHeaders) -> String {
    let text = stringToSign(method: method, path: path, query: query, headers: headers)
    return "SharedKey \(account):" + Base64.encode(HMACSHA2.code(for: Array(text.utf8), key: key, .sha256))
  }

  /// What is signed: the standard headers by their places, those of Azure by their names, and what the request is about.
  package func stringToSign(method: String, path: String, query: [URLParameter], headers: HTTPHeaders) -> String {
    let standard = [
      "Content-Encoding", "Content-Language", "Content-Length", "Content-MD5", "Content-Type", "Date", "If-Modified-Since", "If-Match",
      "If-None-Match", "If-Unmodified-Since", "Range",
    ]
    let own = headers.fields.map { ($0.name.lowercased(), $0.value) }.filter { $0.0.hasPrefix("x-ms-") }.sorted { $0.0 < $1.0 }
    let parameters = query.map { ($0.name.lowercased(), $0.value) }.sorted { $0 < $1 }
    var lines: [String] = [method]
    lines += standard.map { headers[$0] ?? "" }
    lines += own.map { "\($0.0):\($0.1)" }
    lines.append("/\(account)\(path)")
    lines += parameters.map { "\($0.0):\($0.1)" }
    return lines.joined(separator: "\n")
  }
}
