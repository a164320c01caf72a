package import Hummingbird
internal import JSON

extension Request {
  /// The whole body.
  /// - Throws: `ErrorPage.bodyTooLarge` when it has more than `limit` bytes.
  package func bytes(upTo limit: Int) async throws -> ByteBuffer {
    if let length = headers[.contentLength].flatMap(Int.init), length > limit { throw ErrorPage.bodyTooLarge }
    var whole: ByteBuffer?
    for try await var part in body {
      guard (whole?.readableBytes ?? 0) + part.readableBytes <= limit else { throw ErrorPage.bodyTooLarge }
      // Nearly every body comes in one part, which then is not copied.
      if whole == nil { whole = part } else { whole?.writeBuffer(&part) }
    }
    return whole ?? ByteBuffer()
  }

  /// The first value of a query parameter that is not empty; `nil` when there is none.
  package func query(_ name: Substring) -> Substring? {
    guard let query = uri.query else { return nil }
    return QueryString.value(of: String(name), in: query).map { $0[...] }
  }
}

extension ByteBuffer {
  /// One member of the JSON object that the readable bytes hold.
  func jsonMember(_ name: String) throws(JSONError) -> JSONMember {
    let result: Result<JSONMember, JSONError> = withUnsafeReadableBytes { raw in
      raw.withMemoryRebound(to: UInt8.self) { bytes in Result { () throws(JSONError) in try JSONParser.member(name, of: bytes) } }
    }
    return try result.get()
  }

  /// The JSON value that the readable bytes hold.
  func json() throws(JSONError) -> JSONValue {
    let result: Result<JSONValue, JSONError> = withUnsafeReadableBytes { raw in
      raw.withMemoryRebound(to: UInt8.self) { bytes in Result { () throws(JSONError) in try JSONParser.parse(bytes) } }
    }
    return try result.get()
  }
}
