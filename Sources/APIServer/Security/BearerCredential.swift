import Hummingbird

/// What stands in the header `Authorization` (RFC 6750, section 2.1).
enum BearerCredential {
  case none
  /// There is something, and it is not `Bearer`, one space and a word; or there are several.
  case malformed
  case text(Substring)

  init(_ request: Request) {
    let values = request.headers[values: .authorization]
    guard let value = values.first else {
      self = .none
      return
    }
    let words = value.split(separator: " ", omittingEmptySubsequences: false)
    self = values.count == 1 && words.count == 2 && words[0] == "Bearer" ? .text(words[1]) : .malformed
  }
}
