internal import JSON

extension GCSObjectStore {
  /// In one request of two parts: what the object is to be, its checksums included, and its bytes.
  package func write(_ content: ObjectContent, as key: String, replaces: Bool) async throws(ObjectStoreError) {
    var query = [URLParameter(name: "uploadType", value: "multipart"), URLParameter(name: "fields", value: "generation")]
    // Generation 0 is that of an object which is not there.
    if !replaces { query.append(URLParameter(name: "ifGenerationMatch", value: "0")) }
    // 128 random bits occur in no archive.
    let boundary = String(UInt64.random(in: .min ... .max), radix: 36) + String(UInt64.random(in: .min ... .max), radix: 36)
    let head = "--\(boundary)\r\nContent-Type: application/json; charset=UTF-8\r\n\r\n"
    let body = FileBody(
      content.file, bytes: content.size,
      head: Array(head.utf8) + description(of: content, key)
        + Array("\r\n--\(boundary)\r\nContent-Type: \(ObjectContent.mediaType)\r\n\r\n".utf8),
      tail: Array("\r\n--\(boundary)--\r\n".utf8))
    let answer = try await send(
      "/upload/storage/v1/b/\(URLParameter.percentEncoded(bucket))/o", query,
      headers: ["Content-Type": "multipart/related; boundary=\(boundary)"], body: body)
    guard answer.status == 200 else {
      throw ObjectStoreError(writing: name(of: key), status: answer.status, code: Self.code(answer))
    }
  }

  private func description(of content: ObjectContent, _ key: String) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("name", key)
      json.member("contentType", ObjectContent.mediaType)
      json.member("crc32c", Base64.encode(content.crc32c))
      if let md5 = content.md5 { json.member("md5Hash", Base64.encode(md5)) }
    }
    return json.bytes
  }
}
