internal import JSON
package import SystemPackage

/// A bucket of Google Cloud Storage, over its JSON interface.
///
/// The version of an object is its generation, a number that no other version of it ever has.
package final class GCSObjectStore: ObjectStore {
  let bucket: String
  private let base: HTTPURL
  private let tokens: CredentialCache<BearerToken>?
  private let requests: ObjectRequests
  private let isElsewhere: Bool

  package var maximumWrittenBytes: Int64 { 5 << 40 }

  /// - Parameters:
  ///   - base: the service's address; `isElsewhere` when it is not Google's own.
  ///   - tokens: `nil` for an emulator, which wants none.
  package init(bucket: String, base: HTTPURL, isElsewhere: Bool, tokens: CredentialCache<BearerToken>?, requests: ObjectRequests) {
    self.bucket = bucket
    self.base = base
    self.isElsewhere = isElsewhere
    self.tokens = tokens
    self.requests = requests
  }

  package func name(of key: String) -> String {
    "gs://\(bucket)" + (key.isEmpty ? "" : "/\(key)") + (isElsewhere ? " at \(base.display)" : "")
  }

  package func find(_ key: String, unless version: Fingerprint?) async throws(ObjectStoreError) -> ObjectFinding {
    var query = [URLParameter(name: "fields", value: "generation,size,md5Hash,crc32c")]
    if let version, Self.isGeneration(version.text) { query.append(URLParameter(name: "ifGenerationNotMatch", value: version.text)) }
    let answer = try await send(path(of: key), query)
    if answer.status == 304 { return .unchanged }
    guard answer.status == 200 else { throw error(answer, key) }
    guard let json = try? JSONParser.parse(answer.body, maximumDepth: 20) else {
      throw .malformed(place: name(of: key), reason: "it is no JSON")
    }
    // Numbers of 64 bits are texts in this interface.
    guard let size = json["size"]?.string.flatMap({ Int64($0) }) ?? json["size"]?.integer.map({ Int64($0) }), size >= 0 else {
      throw .malformed(place: name(of: key), reason: "it has no size")
    }
    guard let generation = json["generation"]?.string ?? json["generation"]?.integer.map({ String($0) }), Self.isGeneration(generation)
    else {
      throw .malformed(place: name(of: key), reason: "it has no generation")
    }
    let checksums = [
      json["crc32c"]?.string.flatMap { ContentChecksum(.crc32c, base64: $0) },
      json["md5Hash"]?.string.flatMap { ContentChecksum(.md5, base64: $0) },
    ]
    return .found(StoredObject(key: key, version: Fingerprint(generation), size: size, checksums: checksums.compactMap { $0 }))
  }

  package func read(
    _ object: StoredObject, _ range: Range<Int64>, into file: FileDescriptor, received: ByteCount
  ) async throws(ObjectStoreError) {
    let region = FileRegion(file, range, of: object.size, received: received)
    let query = [URLParameter(name: "alt", value: "media"), URLParameter(name: "ifGenerationMatch", value: object.version.text)]
    // An object that is stored compressed comes as it is stored.
    let headers: HTTPHeaders = ["Range": region.range, "Accept-Encoding": "gzip"]
    let answer = try await send("/download" + path(of: object.key), query, headers: headers, into: region)
    guard answer.status == 206 else { throw error(answer, object.key) }
    try ObjectRequests.check(answer, region, place: name(of: object.key))
  }

  package func newestKey(under prefix: String) async throws(ObjectStoreError) -> String? {
    var newest = NewestArchive()
    var continuation: String?
    for _ in 0..<NewestArchive.maximumPages {
      var query = [
        URLParameter(name: "prefix", value: prefix), URLParameter(name: "fields", value: "items(name,timeCreated),nextPageToken"),
      ]
      if let continuation { query.append(URLParameter(name: "pageToken", value: continuation)) }
      let answer = try await send("/storage/v1/b/\(URLParameter.percentEncoded(bucket))/o", query)
      guard answer.status == 200 else { throw error(answer, "") }
      guard let json = try? JSONParser.parse(answer.body, maximumDepth: 20) else {
        throw .malformed(place: name(of: ""), reason: "it is no JSON")
      }
      for item in json["items"]?.array ?? [] {
        guard let key = item["name"]?.string, key.hasPrefix(prefix), let text = item["timeCreated"]?.string,
          let time = UTCTimestamp(rfc3339: text)
        else { continue }
        newest.consider(key, writtenAt: time)
      }
      guard let next = json["nextPageToken"]?.string, !next.isEmpty else { return newest.key }
      continuation = next
    }
    throw .tooManyObjects(place: name(of: prefix))
  }

  private static func isGeneration(_ text: String) -> Bool { 1...20 ~= text.utf8.count && text.utf8.allSatisfy { 48...57 ~= $0 } }

  private func path(of key: String) -> String {
    "/storage/v1/b/\(URLParameter.percentEncoded(bucket))/o/\(URLParameter.percentEncoded(key))"
  }

  private func error(_ answer: HTTPClient.Response, _ key: String) -> ObjectStoreError {
    ObjectStoreError(place: name(of: key), status: answer.status, code: Self.code(answer))
  }

  static func code(_ answer: HTTPClient.Response) -> String? {
    let json = try? JSONParser.parse(answer.body, maximumDepth: 20)
    return json?["error"]?["errors"]?.array?.first?["reason"]?.string
  }

  func send(
    _ path: String, _ query: [URLParameter], headers: HTTPHeaders = [:], into file: FileRegion? = nil, body: FileBody? = nil
  ) async throws(ObjectStoreError) -> HTTPClient.Response {
    var root = base.text
    while root.hasSuffix("/") { root.removeLast() }
    var request = HTTPClient.Request(
      url: URLParameter.append(query, to: root + path), method: body == nil ? "GET" : "POST", headers: headers)
    request.fileBody = body
    return try await requests.send(request, into: file, authorizedBy: tokens)
  }
}
