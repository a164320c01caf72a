/// One page of a bucket's listing (ListObjectsV2).
package struct S3Listing: Sendable {
  package private(set) var objects: [(key: String, time: UTCTimestamp)] = []
  /// Where the next page begins; `nil` on the last one.
  package private(set) var continuation: String?

  package init(_ body: [UInt8]) throws(XMLError) {
    var scanner = XMLScanner(body)
    var (key, time): (String?, UTCTimestamp?)
    var (token, isTruncated): (String?, Bool) = (nil, false)
    var isListing = false
    while let item = try scanner.next() {
      switch item {
      case .begin("ListBucketResult"): isListing = true
      case .end("Key", let text): key = text
      case .end("LastModified", let text): time = UTCTimestamp(rfc3339: text)
      case .end("Contents", _):
        if let key, let time { objects.append((key, time)) }
        (key, time) = (nil, nil)
      case .end("IsTruncated", let text): isTruncated = text == "true"
      case .end("NextContinuationToken", let text): token = text
      default: break
      }
    }
    // A page that is not the last one and does not say where the next begins would hide what comes behind it.
    guard isListing, !isTruncated || token?.isEmpty == false else { throw XMLError(at: 0) }
    continuation = isTruncated ? token : nil
  }
}
