import CCurl

// What libcurl's codes mean.
extension Transfer {
  func reason(for code: CURLcode) -> HTTPClientError {
    let url = plan.url.display
    let text = failureText.pointee != 0 ? String(cString: failureText) : String(cString: curl_easy_strerror(code))
    if refusedAddress, code == CURLE_COULDNT_CONNECT { return .refusedAddress(url) }
    // libcurl quotes the proxy whole, with its password.
    if text.hasPrefix("Unsupported proxy") { return .cannotConnect(url, reason: "the proxy that the environment names cannot be used") }
    return switch code {
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT, CURLE_PROXY: .cannotConnect(url, reason: text)
    case CURLE_OPERATION_TIMEDOUT: reasonForTimeout(url)
    case CURLE_PARTIAL_FILE: .truncatedBody(url, received: body.count)
    // A handshake that breaks off says nothing of certificates.
    case CURLE_SSL_CONNECT_ERROR where ["reset by peer", "SSL_ERROR_SYSCALL", "unexpected eof"].contains(where: text.contains):
      .connectionLost(url, reason: text)
    case CURLE_SSL_CACERT_BADFILE: plan.certificateAuthorityFile.map { .unreadableCertificates($0) } ?? .insecure(url, reason: text)
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_SSL_ISSUER_ERROR,
      CURLE_SSL_INVALIDCERTSTATUS:
      .insecure(url, reason: text)
    case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY: .malformedAnswer(url, reason: text)
    case CURLE_OUT_OF_MEMORY: .unavailable
    default: .connectionLost(url, reason: text)
    }
  }

  /// libcurl has one code for three clocks: which one ran out shows in how far the transfer came.
  private func reasonForTimeout(_ url: DisplayURL) -> HTTPClientError {
    let elapsed = Duration.microseconds(ccurl_total_time(easy))
    if let timeout = plan.timeout, elapsed >= timeout - .milliseconds(1) { return .timedOut(url, after: plan.wholeTimeout ?? timeout) }
    if ccurl_pretransfer_time(easy) == 0 { return .connectTimedOut(url, after: plan.connectTimeout) }
    guard let stall = plan.stall else { return .timedOut(url, after: elapsed) }
    return .stalled(url, bytesPerSecond: stall.bytesPerSecond, period: stall.period)
  }
}
