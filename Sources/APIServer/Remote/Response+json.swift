internal import Shared

extension HTTPClient.Response {
  /// The body, if its content type is one of JSON's; nothing otherwise, which is what Rasa makes of others.
  var jsonBody: [UInt8] {
    let type = (headers["Content-Type"] ?? "").split(separator: ";").first.map { $0.filter { $0 != " " }.lowercased() } ?? ""
    return type == "application/json" || (type.hasPrefix("application/") && type.hasSuffix("+json")) ? body : []
  }
}
