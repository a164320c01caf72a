package import SystemPackage

/// A container of Azure Blob Storage. The version of a blob is its ETag, exactly as received.
package final class AzureBlobStore: ObjectStore {
  /// The version of the interface that is spoken.
  static let version = "2023-11-03"

  private let container: String
  private let endpoint: HTTPURL
  private let authorization: AzureAuthorization
  private let requests: ObjectRequests
  private let clock: RemoteClock

  /// - Parameter endpoint: the account's address, such as `https://account.blob.core.windows.net`.
  package init(
    container: String, endpoint: HTTPURL, authorization: AzureAuthorization, requests: ObjectRequests, clock: RemoteClock = .machine
  ) {
    self.container = container
    self.endpoint = endpoint
    self.authorization = authorization
    self.requests = requests
    self.clock = clock
  }

  package func name(of key: String) -> String {
    let root = endpoint.display.description
    return (root.hasSuffix("/") ? root : root + "/") + container + (key.isEmpty ? "" : "/\(key)")
  }

  package func find(_ key: String, unless version: Fingerprint?) async throws(ObjectStoreError) -> ObjectFinding {
    var headers = HTTPHeaders()
    headers["If-None-Match"] = version?.text
    let answer = try await send("HEAD", key, headers: headers)
    if answer.status == 304 { return .unchanged }
    guard answer.status == 200 else { throw error(answer, key) }
    guard let size = answer.headers["Content-Length"].flatMap({ Int64($0) }), size >= 0 else {
      throw .malformed(place: name(of: key), reason: "it has no length")
    }
    guard let tag = answer.headers["ETag"], !tag.isEmpty else { throw .malformed(place: name(of: key), reason: "it has no ETag") }
    let checksum = answer.headers["Content-MD5"].flatMap { ContentChecksum(.md5, base64: $0) }
    return .found(StoredObject(key: key, version: Fingerprint(tag), size: size, checksums: checksum.map { [$0] } ?? []))
  }

  package func read(
    _ object: StoredObject, _ range: Range<Int64>, into file: FileDescriptor, received: ByteCount
  ) async throws(ObjectStoreError) {
    let region = FileRegion(file, range, of: object.size, received: received)
    // Azure's own clients send this one, which is signed among Azure's headers.
    let headers: HTTPHeaders = ["x-ms-range": region.range, "If-Match": object.version.text]
    let answer = try await send("GET", object.key, headers: headers, into: region)
    guard answer.status == 206 else { throw error(answer, object.key) }
    try ObjectRequests.check(answer, region, place: name(of: object.key))
  }

  package func newestKey(under prefix: String) async throws(ObjectStoreError) -> String? {
    var newest = NewestArchive()
    var continuation: String?
    for _ in 0..<NewestArchive.maximumPages {
      var query = [
        URLParameter(name: "restype", value: "container"), URLParameter(name: "comp", value: "list"),
        URLParameter(name: "prefix", value: prefix),
      ]
      if let continuation { query.append(URLParameter(name: "marker", value: continuation)) }
      let answer = try await send("GET", "", query: query)
      guard answer.status == 200 else { throw error(answer, "") }
      let page: AzureListing
      do { page = try AzureListing(answer.body) } catch { throw .malformed(place: name(of: ""), reason: "\(error)") }
      for (key, time) in page.blobs where key.hasPrefix(prefix) { newest.consider(key, writtenAt: time) }
      guard let next = page.continuation else { return newest.key }
      continuation = next
    }
    throw .tooManyObjects(place: name(of: prefix))
  }

  package var maximumWrittenBytes: Int64 { 5_000 << 20 }

  package func write(_ content: ObjectContent, as key: String, replaces: Bool) async throws(ObjectStoreError) {
    var headers: HTTPHeaders = ["Content-Type": ObjectContent.mediaType, "x-ms-blob-type": "BlockBlob"]
    // The first is held against what arrives, the second is kept for whoever reads the blob.
    headers["Content-MD5"] = content.md5.map { Base64.encode($0) }
    headers["x-ms-blob-content-md5"] = headers["Content-MD5"]
    if !replaces { headers["If-None-Match"] = "*" }
    let answer = try await send("PUT", key, headers: headers, content: content)
    guard answer.status == 201 else {
      throw ObjectStoreError(writing: name(of: key), status: answer.status, code: Self.code(answer))
    }
  }

  private func error(_ answer: HTTPClient.Response, _ key: String) -> ObjectStoreError {
    ObjectStoreError(place: name(of: key), status: answer.status, code: Self.code(answer))
  }

  private static func code(_ answer: HTTPClient.Response) -> String? {
    answer.headers["x-ms-error-code"] ?? XMLScanner.first("Code", in: answer.body)
  }

  private func send(
    _ method: String, _ key: String, query: [URLParameter] = [], headers: HTTPHeaders = [:], into file: FileRegion? = nil,
    content: ObjectContent? = nil
  ) async throws(ObjectStoreError) -> HTTPClient.Response {
    var root = endpoint.path
    while root.hasSuffix("/") { root.removeLast() }
    let path = root + "/" + URLParameter.percentEncoded(container) + (key.isEmpty ? "" : "/" + ObjectKey.path(key))
    let isDefaultPort = endpoint.port == (endpoint.scheme == "https" ? 443 : 80)
    let url = "\(endpoint.scheme)://\(endpoint.host)\(isDefaultPort ? "" : ":\(endpoint.port)")\(path)"
    var request = HTTPClient.Request(url: URLParameter.append(query, to: url), method: method, headers: headers)
    request.headers["x-ms-version"] = Self.version
    request.headers["x-ms-date"] = clock.now().httpDate
    request.fileBody = content.map { FileBody($0.file, bytes: $0.size) }
    switch authorization {
    case .token(let tokens): return try await requests.send(request, into: file, authorizedBy: tokens)
    case .signedQuery(let signature): request.url += (query.isEmpty ? "?" : "&") + signature
    case .sharedKey(let key):
      var signed = request.headers
      // Signed as it will be sent, by the client itself; an empty one is not signed.
      signed["Content-Length"] = content.map { "\($0.size)" }
      request.headers["Authorization"] = key.authorization(method: method, path: path, query: query, headers: signed)
    }
    return try await requests.send(request, into: file)
  }
}
