public import JSON

/// One request to a server under test.
///
/// ```swift
/// let answer = try HTTPCall.post("/model/parse", json: ["text": "hello"]).send(to: port)
/// ```
public struct HTTPCall: Sendable {
  public var method: String
  public var path: String
  public var headers: [String: String] = [:]
  public var body: [UInt8]?

  public init(_ method: String, _ path: String, headers: [String: String] = [:], body: [UInt8]? = nil) {
    self.method = method
    self.path = path
    self.headers = headers
    self.body = body
  }

  public static func get(_ path: String) -> HTTPCall { HTTPCall("GET", path) }

  public static func post(_ path: String, json: JSONValue) -> HTTPCall {
    HTTPCall("POST", path, headers: ["Content-Type": "application/json"], body: Array(json.jsonText.utf8))
  }

  /// Sends it over a connection of its own.
  public func send(to port: Int) throws -> HTTPAnswer {
    var call = self
    call.headers["Connection"] = "close"
    return try HTTPConnection(port: port).send(call)
  }

  /// The request as it goes over the wire.
  public var wireBytes: [UInt8] {
    var head = "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    for (name, value) in headers { head += "\(name): \(value)\r\n" }
    if let body { head += "Content-Length: \(body.count)\r\n" }
    return Array((head + "\r\n").utf8) + (body ?? [])
  }
}
