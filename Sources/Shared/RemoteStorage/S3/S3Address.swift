/// Where a bucket is: at AWS, or at an endpoint of one's own that speaks the same.
package struct S3Address: Sendable, Equatable {
  /// Where in an address the bucket stands.
  package enum Style: String, Sendable, CaseIterable {
    /// In the host's name at AWS, in the path elsewhere and for buckets whose names do not fit a host.
    case auto
    /// `https://endpoint/bucket/key`
    case path
    /// `https://bucket.endpoint/key`
    case virtual
  }

  package let bucket: String
  /// `nil`: AWS itself.
  package let endpoint: HTTPURL?
  package let style: Style

  package init(bucket: String, endpoint: HTTPURL? = nil, style: Style = .auto) {
    self.bucket = bucket
    self.endpoint = endpoint
    self.style = style
  }

  /// One address in its parts.
  package struct Location: Sendable, Equatable {
    package let scheme: String
    /// With the port, where it is not the scheme's own: the `Host` header.
    package let host: String
    /// Percent-encoded.
    package let path: String

    package var url: String { "\(scheme)://\(host)\(path)" }
  }

  /// Where an object is, or with an empty name the bucket itself.
  package func location(of key: String, region: String) -> Location {
    let path = key.isEmpty ? "" : "/" + ObjectKey.path(key)
    let (scheme, host, prefix) = service(in: region)
    guard isVirtual else { return Location(scheme: scheme, host: host, path: "\(prefix)/\(URLParameter.percentEncoded(bucket))\(path)") }
    return Location(scheme: scheme, host: "\(bucket).\(host)", path: prefix + (path.isEmpty ? "/" : path))
  }

  private func service(in region: String) -> (scheme: String, host: String, path: String) {
    guard let endpoint else { return ("https", "s3.\(region).\(Self.domain(of: region))", "") }
    let isDefaultPort = endpoint.port == (endpoint.scheme == "https" ? 443 : 80)
    var path = endpoint.path
    while path.hasSuffix("/") { path.removeLast() }
    return (endpoint.scheme, endpoint.host + (isDefaultPort ? "" : ":\(endpoint.port)"), path)
  }

  private var isVirtual: Bool {
    switch style {
    case .path: false
    case .virtual: true
    // A certificate for *.s3… covers no further dot.
    case .auto: endpoint == nil && Self.fitsHost(bucket) && !bucket.contains(".")
    }
  }

  private static func fitsHost(_ bucket: String) -> Bool {
    3...63 ~= bucket.utf8.count
      && bucket.utf8.allSatisfy { UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 || 48...57 ~= $0 || $0 == 45 || $0 == 46 }
  }

  /// The domain of AWS's services in a region's part of the world.
  package static func domain(of region: String) -> String { region.hasPrefix("cn-") ? "amazonaws.com.cn" : "amazonaws.com" }

  /// Whether a text can be a region: it becomes part of a host.
  package static func isRegion(_ text: String) -> Bool {
    1...64 ~= text.utf8.count && text.utf8.allSatisfy { UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 || 48...57 ~= $0 || $0 == 45 }
  }
}
