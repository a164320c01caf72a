package import Hummingbird
package import JSON

extension Response {
  /// An answer from bytes that are already there.
  package static func bytes(_ bytes: [UInt8], type: String, status: HTTPResponse.Status = .ok) -> Response {
    Response(status: status, headers: [.contentType: type], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }

  /// A JSON answer.
  package static func json(_ json: JSONWriter, status: HTTPResponse.Status = .ok) -> Response {
    bytes(json.bytes, type: "application/json", status: status)
  }

  /// A plain text answer.
  package static func text(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
    bytes(Array(text.utf8), type: "text/plain; charset=utf-8", status: status)
  }
}
