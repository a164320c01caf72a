public import SystemPackage

/// A server that hands out the newest model to a GET, as Rasa's `models:` expects one.
///
/// The fingerprint is the ETag exactly as received, weak ones included, and is sent back as `If-None-Match` in the same
/// words: model servers compare texts. A server without ETags gets none, and the digest of what it sent is the fingerprint;
/// such a server is asked for the whole archive every time. The token travels in the query and shows up nowhere else.
///
///     let source = ModelServerSource(endpoint, client: client)
///     let answer = try await source.fetch(unless: nil, into: file)
public struct ModelServerSource: ModelSource {
  private let endpoint: ModelServerEndpoint
  private let client: HTTPClient
  private let limits: DownloadLimits
  private let addressPolicy: OutboundAddressPolicy?

  /// - Parameter addressPolicy: for an endpoint that a request named.
  public init(
    _ endpoint: ModelServerEndpoint, client: HTTPClient, limits: DownloadLimits = DownloadLimits(),
    addressPolicy: OutboundAddressPolicy? = nil
  ) {
    self.addressPolicy = addressPolicy
    self.endpoint = endpoint
    self.client = client
    self.limits = limits
  }

  public var identity: SourceIdentity { SourceIdentity(DisplayURL(endpoint.url).description, query: endpoint.query) }

  public func fetch(unless fingerprint: Fingerprint?, into file: FileDescriptor) async throws(ModelSourceError) -> ModelSourceAnswer {
    let download: HTTPClient.Download
    do {
      download = try await client.download(request(unless: fingerprint), to: file)
    } catch .cancelled {
      throw .cancelled
    } catch {
      throw .transfer(error)
    }
    switch download.status {
    case 200: return answer(to: fingerprint, with: download)
    case 204, 304:
      guard fingerprint != nil else { throw .nothingThere(status: download.status, source: summary) }
      return .unchanged
    default: throw .status(download.status, source: summary)
    }
  }

  /// The suffix goes behind the path; parameters and token stay as they are.
  public func signature(suffix: String, scratch: FileDescriptor) async throws(ModelSourceError) -> [UInt8]? {
    let answer: HTTPClient.Download
    do {
      var request = request(for: URLPath.appending(suffix, to: endpoint.requestURL))
      request.maximumBodyBytes = ArchiveSignature.maximumBytes
      request.freeSpaceFactor = nil
      // Pages of errors may be larger than a signature.
      answer = try await client.download(request, to: scratch)
    } catch .cancelled {
      throw .cancelled
    } catch {
      throw .transfer(error)
    }
    switch answer.status {
    case 200: do { return try ArchiveSignature.takeBack(scratch) } catch { throw .transfer(error) }
    case 204, 404, 410: return nil
    default: throw .status(answer.status, source: "the signature of \(summary)")
    }
  }

  private func request(unless fingerprint: Fingerprint?) -> HTTPClient.Request {
    var request = request(for: endpoint.requestURL)
    request.headers["If-None-Match"] = fingerprint.flatMap { Self.canBeSentBack($0.text) ? $0.text : nil }
    return request
  }

  private func request(for url: String) -> HTTPClient.Request {
    var request = HTTPClient.Request(url: url, headers: endpoint.headers)
    request.basicAuthentication = endpoint.basicAuthentication
    request.certificateAuthorityFile = endpoint.certificateAuthorityFile
    request.connectTimeout = limits.connectTimeout
    request.timeout = limits.timeout
    if limits.minimumBytesPerSecond > 0 {
      request.stall = .init(bytesPerSecond: limits.minimumBytesPerSecond, period: limits.stallPeriod)
    }
    request.maximumBodyBytes = limits.maximumBytes
    request.freeSpaceFactor = FreeSpace.factorForArchives
    request.maximumReceiveRate = limits.maximumBytesPerSecond
    request.addressPolicy = addressPolicy
    return request
  }

  /// Whether an ETag counts. One of no characters tells nothing, and sent back it would mean "anything"; control characters cannot be
  /// sent, others than ASCII not as they came, and a server that takes headers of some length only would answer nothing any more.
  private static func canBeSentBack(_ tag: String) -> Bool {
    1...1024 ~= tag.utf8.count && tag.utf8.allSatisfy { 0x20...0x7E ~= $0 }
  }

  private func answer(to fingerprint: Fingerprint?, with download: HTTPClient.Download) -> ModelSourceAnswer {
    let tag = download.headers["ETag"].flatMap { Self.canBeSentBack($0) ? $0 : nil }
    let newest = Fingerprint(tag ?? download.sha256.hexadecimal)
    // With an ETag the digest decides, which only the caller knows: the same ETag may come with other bytes.
    if tag == nil, newest == fingerprint { return .unchanged }
    return .fetched(
      FetchedArchive(
        fingerprint: newest, displayName: FetchedArchive.displayName(of: download.headers["filename"]), bytes: download.bytes,
        sha256: download.sha256))
  }
}
