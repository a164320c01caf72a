public import JSON

/// What a server answered to one request.
public struct HTTPAnswer: Sendable, Equatable {
  public let status: Int
  /// Names in lower case; of repeated headers the last one.
  public let headers: [String: String]
  public let body: [UInt8]

  public var text: String { String(decoding: body, as: UTF8.self) }

  /// The body read as JSON.
  public var json: JSONValue {
    get throws { try JSONParser.parse(body) }
  }
}
