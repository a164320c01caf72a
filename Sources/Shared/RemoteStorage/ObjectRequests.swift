package import SystemPackage

/// How requests to an object store are sent: the limits of downloads hold for each, and no redirect is followed, since a signature is
/// good for one place.
package struct ObjectRequests: Sendable {
  /// The largest listing, or error, that is read.
  private static let maximumBodyBytes: Int64 = 16 << 20

  private let client: HTTPClient
  private let limits: DownloadLimits
  private let certificateAuthorityFile: FilePath?

  /// - Parameter certificateAuthorityFile: PEM certificates that are trusted instead of the system's.
  package init(_ client: HTTPClient, limits: DownloadLimits = DownloadLimits(), certificateAuthorityFile: FilePath? = nil) {
    self.client = client
    self.limits = limits
    self.certificateAuthorityFile = certificateAuthorityFile
  }

  /// - Parameter file: where the body goes; `nil` for an answer without one, or with a listing.
  package func send(_ request: HTTPClient.Request, into file: FileRegion?) async throws(ObjectStoreError) -> HTTPClient.Response {
    var request = request
    request.maximumRedirects = 0
    request.staysOnThisMachine()
    request.connectTimeout = limits.connectTimeout
    request.certificateAuthorityFile = certificateAuthorityFile
    // A store that does not want it says so before the whole of it is on its way.
    if request.fileBody != nil { request.headers["Expect"] = "100-continue" }
    if limits.minimumBytesPerSecond > 0 {
      request.stall = .init(bytesPerSecond: limits.minimumBytesPerSecond, period: limits.stallPeriod)
    }
    do throws(HTTPClientError) {
      if let file {
        request.maximumReceiveRate = limits.maximumBytesPerSecond
        return try await client.download(request, into: file)
      }
      request.maximumBodyBytes = Self.maximumBodyBytes
      return try await client.execute(request)
    } catch {
      throw .transfer(error)
    }
  }

  /// The same with a token, and with another one when the first is refused.
  package func send(
    _ request: HTTPClient.Request, into file: FileRegion?, authorizedBy tokens: CredentialCache<BearerToken>?
  ) async throws(ObjectStoreError) -> HTTPClient.Response {
    guard let tokens else { return try await send(request, into: file) }
    let token: BearerToken
    do { token = try await tokens.current() } catch { throw ObjectStoreError(error) }
    let answer = try await send(request.authorized(by: token), into: file)
    guard [401, 403].contains(answer.status) else { return answer }
    let other: BearerToken?
    do { other = try await tokens.replacing(token) } catch { throw ObjectStoreError(error) }
    guard let other else { return answer }
    return try await send(request.authorized(by: other), into: file)
  }

  /// Whether a part is the one that was asked for.
  package static func check(_ answer: HTTPClient.Response, _ region: FileRegion, place: String) throws(ObjectStoreError) {
    guard answer.headers["Content-Range"] == region.contentRange else {
      throw .malformed(place: place, reason: "it is not the part that was asked for")
    }
  }
}

extension HTTPClient.Request {
  fileprivate func authorized(by token: BearerToken) -> HTTPClient.Request {
    var request = self
    request.headers["Authorization"] = "Bearer \(token.text)"
    return request
  }
}
