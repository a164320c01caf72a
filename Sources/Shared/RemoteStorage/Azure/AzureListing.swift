/// One page of a container's listing (List Blobs).
package struct AzureListing: Sendable {
  package private(set) var blobs: [(key: String, time: UTCTimestamp)] = []
  /// Where the next page begins; `nil` on the last one.
  package private(set) var continuation: String?

  package init(_ body: [UInt8]) throws(XMLError) {
    var scanner = XMLScanner(body)
    var (key, time): (String?, UTCTimestamp?)
    var isListing = false
    while let item = try scanner.next() {
      switch item {
      case .begin("EnumerationResults"): isListing = true
      case .end("Name", let text): key = text
      case .end("Last-Modified", let text): time = UTCTimestamp(httpDate: text)
      case .end("Blob", _):
        if let key, let time { blobs.append((key, time)) }
        (key, time) = (nil, nil)
      case .end("NextMarker", let text): continuation = text.isEmpty ? nil : text
      default: break
      }
    }
    guard isListing else { throw XMLError(at: 0) }
  }
}
