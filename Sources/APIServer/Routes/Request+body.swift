package import Hummingbird
internal import JSON

extension Request {
  /// The whole body.
  /// - Throws: `ErrorPage.bodyTooLarge` when it has more than `limit` bytes, `ErrorPage.busy` when there is no room for it now, and
  ///   `ErrorPage.malformedBody` when it does not arrive as HTTP says.
  package func bytes(upTo limit: Int) async throws -> ByteBuffer {
    if let length = headers[.contentLength] {
      guard let length = Int(length), length <= limit else { throw ErrorPage.bodyTooLarge }
    }
    var arrived = ArrivingBody()
    do {
      for try await part in body {
        guard arrived.count + part.readableBytes <= limit else { throw ErrorPage.bodyTooLarge }
        try arrived.append(part)
      }
    } catch let page as ErrorPage {
      throw page
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      throw ErrorPage.malformedBody
    }
    return arrived.whole
  }

  /// Whether reading the body takes so long that it keeps others waiting, or nobody knows how large it is.
  var mayBeLarge: Bool {
    if let length = headers[.contentLength] { return Int(length) ?? .max > 64 << 10 }
    return headers[.transferEncoding] != nil
  }

  /// The first value of a query parameter that is not empty; `nil` when there is none.
  package func query(_ name: Substring) -> Substring? {
    guard let query = uri.query else { return nil }
    return QueryString.value(of: String(name), in: query).map { $0[...] }
  }
}

extension ByteBuffer {
  /// One member of the JSON object that the readable bytes hold. As in Rasa, texts may hold control characters as they are.
  func jsonMember(_ name: String) throws(JSONError) -> JSONMember {
    let result: Result<JSONMember, JSONError> = withUnsafeReadableBytes { raw in
      raw.withMemoryRebound(to: UInt8.self) { bytes in
        Result { () throws(JSONError) in try JSONParser.member(name, of: bytes, allowsControlCharacters: true) }
      }
    }
    return try result.get()
  }

  /// The JSON value that the readable bytes hold. As in Rasa, texts may hold control characters as they are.
  func json() throws(JSONError) -> JSONValue {
    let result: Result<JSONValue, JSONError> = withUnsafeReadableBytes { raw in
      raw.withMemoryRebound(to: UInt8.self) { bytes in
        Result { () throws(JSONError) in try JSONParser.parse(bytes, allowsControlCharacters: true) }
      }
    }
    return try result.get()
  }
}
