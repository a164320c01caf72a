internal import Synchronization
package import SystemPackage

/// A bucket of Amazon S3, or of what speaks the same: MinIO, Ceph, R2.
///
/// The version of an object is its ETag, exactly as received. A bucket in another region than expected says so, and is asked there.
package final class S3ObjectStore: ObjectStore {
  private let address: S3Address
  private let requests: ObjectRequests
  private let credentials: CredentialCache<AWSCredentials>
  private let clock: RemoteClock
  private let region: Mutex<String>

  package init(
    _ address: S3Address, region: String, credentials: CredentialCache<AWSCredentials>, requests: ObjectRequests,
    clock: RemoteClock = .machine
  ) {
    self.address = address
    self.requests = requests
    self.credentials = credentials
    self.clock = clock
    self.region = Mutex(region)
  }

  package func name(of key: String) -> String {
    "s3://\(address.bucket)" + (key.isEmpty ? "" : "/\(key)") + (address.endpoint.map { " at \($0.display)" } ?? "")
  }

  package func find(_ key: String, unless version: Fingerprint?) async throws(ObjectStoreError) -> ObjectFinding {
    var headers: HTTPHeaders = ["x-amz-checksum-mode": "ENABLED"]
    headers["If-None-Match"] = version?.text
    let answer = try await send("HEAD", key, headers: headers)
    switch answer.status {
    case 200: break
    case 304: return .unchanged
    // An answer to HEAD has no body, and so no word for what is wrong. The same as GET has.
    case 400, 403: throw try await reason(for: answer.status, key)
    default: throw error(answer, key)
    }
    guard let size = answer.headers["Content-Length"].flatMap({ Int64($0) }), size >= 0 else {
      throw .malformed(place: name(of: key), reason: "it has no length")
    }
    guard let tag = answer.headers["ETag"], !tag.isEmpty else { throw .malformed(place: name(of: key), reason: "it has no ETag") }
    return .found(StoredObject(key: key, version: Fingerprint(tag), size: size, checksums: Self.checksums(answer.headers)))
  }

  package func read(
    _ object: StoredObject, _ range: Range<Int64>, into file: FileDescriptor, received: ByteCount
  ) async throws(ObjectStoreError) {
    let region = FileRegion(file, range, of: object.size, received: received)
    let headers: HTTPHeaders = ["Range": region.range, "If-Match": object.version.text]
    let answer = try await send("GET", object.key, headers: headers, into: region)
    guard answer.status == 206 else { throw error(answer, object.key) }
    try ObjectRequests.check(answer, region, place: name(of: object.key))
  }

  package func newestKey(under prefix: String) async throws(ObjectStoreError) -> String? {
    var newest = NewestArchive()
    var continuation: String?
    for _ in 0..<NewestArchive.maximumPages {
      var query = [URLParameter(name: "list-type", value: "2"), URLParameter(name: "prefix", value: prefix)]
      if let continuation { query.append(URLParameter(name: "continuation-token", value: continuation)) }
      let answer = try await send("GET", "", query: query)
      guard answer.status == 200 else { throw error(answer, "") }
      let page: S3Listing
      do { page = try S3Listing(answer.body) } catch { throw .malformed(place: name(of: ""), reason: "\(error)") }
      for (key, time) in page.objects where key.hasPrefix(prefix) { newest.consider(key, writtenAt: time) }
      guard let next = page.continuation else { return newest.key }
      continuation = next
    }
    throw .tooManyObjects(place: name(of: prefix))
  }

  package var maximumWrittenBytes: Int64 { 5 << 30 }

  package func write(_ content: ObjectContent, as key: String, replaces: Bool) async throws(ObjectStoreError) {
    var headers: HTTPHeaders = [
      "Content-Type": ObjectContent.mediaType, "x-amz-sdk-checksum-algorithm": "SHA256",
      "x-amz-checksum-sha256": Base64.encode(content.sha256.bytes),
    ]
    if !replaces { headers["If-None-Match"] = "*" }
    let answer = try await send("PUT", key, headers: headers, content: content)
    guard 200...299 ~= answer.status else {
      throw ObjectStoreError(writing: name(of: key), status: answer.status, code: XMLScanner.first("Code", in: answer.body))
    }
  }

  private func error(_ answer: HTTPClient.Response, _ key: String) -> ObjectStoreError {
    ObjectStoreError(place: name(of: key), status: answer.status, code: XMLScanner.first("Code", in: answer.body))
  }

  private func reason(for status: Int, _ key: String) async throws(ObjectStoreError) -> ObjectStoreError {
    let answer = try await send("GET", key, headers: ["Range": "bytes=0-0"])
    return [400, 403].contains(answer.status) ? error(answer, key) : ObjectStoreError(place: name(of: key), status: status, code: nil)
  }

  /// Those of the whole content: a checksum of parts' checksums has their number behind it.
  package static func checksums(_ headers: HTTPHeaders) -> [ContentChecksum] {
    guard headers["x-amz-checksum-type"].map({ $0 == "FULL_OBJECT" }) ?? true else { return [] }
    return ContentChecksum.Algorithm.allCases.compactMap { algorithm in
      headers["x-amz-checksum-\(algorithm.rawValue.lowercased())"].flatMap { ContentChecksum(algorithm, base64: $0) }
    }
  }
}

// Signed, in the right region, with credentials that are good.
extension S3ObjectStore {
  private func send(
    _ method: String, _ key: String, query: [URLParameter] = [], headers: HTTPHeaders = [:], into file: FileRegion? = nil,
    content: ObjectContent? = nil
  ) async throws(ObjectStoreError) -> HTTPClient.Response {
    var keys = try await current()
    var (isElsewhere, isRenewed) = (false, false)
    while true {
      let region = region.withLock { $0 }
      var request = signed(method, key, query: query, headers: headers, payload: content?.sha256, region: region, keys)
      request.fileBody = content.map { FileBody($0.file, bytes: $0.size) }
      let answer = try await requests.send(request, into: file)
      if !isElsewhere, [301, 307, 400, 403].contains(answer.status), let other = Self.region(in: answer), other != region {
        isElsewhere = true
        self.region.withLock { $0 = other }
        continue
      }
      // 400 is what an expired token gets.
      if !isRenewed, [400, 401, 403].contains(answer.status), let others = try await replacing(keys) {
        isRenewed = true
        keys = others
        continue
      }
      return answer
    }
  }

  private func signed(
    _ method: String, _ key: String, query: [URLParameter], headers: HTTPHeaders, payload: SHA256Digest?, region: String,
    _ keys: AWSCredentials
  ) -> HTTPClient.Request {
    let location = address.location(of: key, region: region)
    var headers = headers
    headers["Host"] = location.host
    let payload = payload ?? SHA256.hash(of: [])
    headers["x-amz-content-sha256"] = payload.hexadecimal
    let request = SignatureV4.Request(method: method, path: location.path, query: query, headers: headers, payload: payload)
    let text = query.isEmpty ? location.url : location.url + "?" + request.canonicalQuery
    let signature = SignatureV4(keys, region: region, service: "s3")
    return HTTPClient.Request(url: text, method: method, headers: signature.sign(request, at: clock.now()))
  }

  /// Where the bucket is, as an answer from elsewhere says.
  private static func region(in answer: HTTPClient.Response) -> String? {
    let named = answer.headers["x-amz-bucket-region"] ?? XMLScanner.first("Region", in: answer.body)
    return named.flatMap { S3Address.isRegion($0) ? $0 : nil }
  }

  private func current() async throws(ObjectStoreError) -> AWSCredentials {
    do { return try await credentials.current() } catch { throw ObjectStoreError(error) }
  }

  private func replacing(_ refused: AWSCredentials) async throws(ObjectStoreError) -> AWSCredentials? {
    do { return try await credentials.replacing(refused) } catch { throw ObjectStoreError(error) }
  }
}
