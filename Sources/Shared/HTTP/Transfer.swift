import CCurl
import SystemPackage

/// One libcurl transfer. Lives on the client's thread and nowhere else.
final class Transfer {
  typealias Continuation = CheckedContinuation<Result<TransferOutcome, HTTPClientError>, Never>

  let id: TransferID
  /// libcurl's handle, freed by `deinit`; must have left its multi handle before.
  let easy: UnsafeMutableRawPointer
  let plan: TransferPlan
  private let continuation: Continuation
  private var headerList: UnsafeMutablePointer<curl_slist>?
  /// Where libcurl writes what it knows about a failure.
  let failureText: UnsafeMutablePointer<CChar>
  private var head = ResponseHead()
  private(set) var body: ReceivedBody
  /// How much of a body from a file was handed to libcurl.
  var sentBytes: Int64 = 0
  /// Why a callback stopped the transfer.
  private var failure: HTTPClientError?
  /// Whether an address was not connected to because the policy refuses it.
  private(set) var refusedAddress = false
  /// Whether a callback stopped the transfer because the rest of it is of no interest.
  private var hasEnough = false

  /// - Returns: `nil` when there is no memory for a handle.
  init?(_ submission: TransferSubmission, userAgent: String) {
    guard let easy = curl_easy_init() else { return nil }
    self.easy = easy
    id = submission.id
    plan = submission.plan
    continuation = submission.continuation
    body = ReceivedBody(sink: plan.sink, limit: plan.maximumBodyBytes)
    failureText = .allocate(capacity: Int(CURL_ERROR_SIZE))
    failureText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    for line in plan.headerLines {
      guard let longer = curl_slist_append(headerList, line) else { return nil }
      headerList = longer
    }
    configure(userAgent: userAgent)
  }

  deinit {
    curl_easy_cleanup(easy)
    curl_slist_free_all(headerList)
    failureText.deallocate()
  }

  /// Hands the waiting task its result. Called exactly once.
  func finish(_ result: Result<TransferOutcome, HTTPClientError>) { continuation.resume(returning: result) }

  /// What the transfer came to, once libcurl says that it ended with `code`.
  func result(_ code: CURLcode) -> Result<TransferOutcome, HTTPClientError> {
    if let failure { return .failure(failure) }
    guard code == CURLE_OK || hasEnough else { return .failure(reason(for: code)) }
    return .success(
      TransferOutcome(
        status: ccurl_response_code(easy), headers: head.headers, body: body.bytes, bytes: body.count, digest: body.digest))
  }

  private func receiveHeader(_ line: UnsafeRawBufferPointer) -> Bool {
    guard head.receive(line) else {
      failure = .headersTooLarge(plan.url.display, limit: ResponseHead.maximumBytes)
      return false
    }
    return true
  }

  private func receiveBody(_ piece: UnsafeRawBufferPointer) -> Bool {
    let status = ccurl_response_code(easy)
    let isRedirect = plan.followsRedirects && Redirection.isRedirect(status) && head.headers["Location"] != nil
    if status == 200, ccurl_content_length(easy) > plan.maximumBodyBytes {
      failure = .bodyTooLarge(plan.url.display, limit: plan.maximumBodyBytes)
      return false
    }
    if status == 200, body.count == 0, let file = plan.sink.file, let factor = plan.freeSpaceFactor,
      case let length = Int64(ccurl_content_length(easy)), let free = FreeSpace.shortage(forArchiveOf: length, beside: file, factor: factor)
    {
      failure = .noSpace(plan.url.display, bytes: length, free: free)
      return false
    }
    if status == 200, case .file = plan.sink, body.count == 0 { plan.progress?.begin(total: Int64(ccurl_content_length(easy))) }
    if case .region(let region) = plan.sink, region.isMet(by: status), head.headers["Content-Range"] != region.contentRange {
      // Another part than was asked for, of which nothing may get into the file.
      hasEnough = true
      return false
    }
    let before = body.count
    switch body.receive(piece, status: status, isRedirect: isRedirect, from: plan.url.display) {
    case .taken:
      if plan.fileBody == nil { plan.progress?.add(Int(body.count - before)) }
      return true
    case .enough: hasEnough = true
    case .failed(let error): failure = error
    }
    return false
  }
}

// What libcurl is told. An option that it refuses keeps its default, so those that protect are checked.
extension Transfer {
  private func configure(userAgent: String) {
    ccurl_set_error_buffer(easy, failureText)
    require(ccurl_set_string(easy, CURLOPT_PROTOCOLS_STR, "http,https"))
    require(ccurl_set_string(easy, CURLOPT_URL, plan.url.text))
    require(ccurl_set_long(easy, CURLOPT_FOLLOWLOCATION, 0))
    ccurl_set_long(easy, CURLOPT_NOSIGNAL, 1)
    ccurl_set_long(easy, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1)
    ccurl_set_long(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    ccurl_set_long(easy, CURLOPT_BUFFERSIZE, 64 << 10)
    // Without this, leaving a transfer whose name is being resolved would wait for the resolver.
    ccurl_set_long(easy, CURLOPT_QUICK_EXIT, 1)
    ccurl_set_string(easy, CURLOPT_USERAGENT, userAgent)
    if plan.proxy == .none { ccurl_set_string(easy, CURLOPT_PROXY, "") }
    configureAddresses()
    configureTrust()
    configureLimits()
    configureRequest()
    let context = Unmanaged.passUnretained(self).toOpaque()
    require(
      ccurl_set_header_callback(
        easy,
        { bytes, size, count, context in
          guard let context else { return 0 }
          let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
          return transfer.receiveHeader(UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
        }, context))
    require(
      ccurl_set_write_callback(
        easy,
        { bytes, size, count, context in
          guard let context else { return 0 }
          let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
          return transfer.receiveBody(UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
        }, context))
  }

  /// With a policy every connection is a new one, so that the policy sees its address, and is left to no other transfer.
  private func configureAddresses() {
    guard plan.addressPolicy != nil else { return }
    require(ccurl_set_long(easy, CURLOPT_FRESH_CONNECT, 1))
    require(ccurl_set_long(easy, CURLOPT_FORBID_REUSE, 1))
    require(
      ccurl_set_open_socket_callback(
        easy,
        { context, _, address in
          guard let context, let address else { return CURL_SOCKET_BAD }
          let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
          return transfer.openSocket(address)
        }, Unmanaged.passUnretained(self).toOpaque()))
  }

  private func openSocket(_ address: UnsafePointer<curl_sockaddr>) -> curl_socket_t {
    guard let policy = plan.addressPolicy, let socketAddress = ccurl_socket_address(address), let ip = IPAddress(socketAddress),
      policy.permits(ip, port: plan.url.port, for: plan.url.bareHost)
    else {
      refusedAddress = true
      return CURL_SOCKET_BAD
    }
    return ccurl_open_socket(address)
  }

  private func configureTrust() {
    require(ccurl_set_long(easy, CURLOPT_SSL_VERIFYPEER, 1))
    require(ccurl_set_long(easy, CURLOPT_SSL_VERIFYHOST, 2))
    if let file = plan.certificateAuthorityFile {
      require(ccurl_set_string(easy, CURLOPT_CAINFO, file.string))
      // The system's folder of certificates would be trusted beside the file.
      require(ccurl_set_string(easy, CURLOPT_CAPATH, nil))
    }
    if let login = plan.basicAuthentication {
      require(ccurl_set_long(easy, CURLOPT_HTTPAUTH, Int(1)))
      require(ccurl_set_string(easy, CURLOPT_USERNAME, login.username))
      require(ccurl_set_string(easy, CURLOPT_PASSWORD, login.password))
    }
  }

  private func configureLimits() {
    require(ccurl_set_long(easy, CURLOPT_CONNECTTIMEOUT_MS, max(1, plan.connectTimeout.wholeMilliseconds)))
    if let timeout = plan.timeout { require(ccurl_set_long(easy, CURLOPT_TIMEOUT_MS, max(1, timeout.wholeMilliseconds))) }
    if let stall = plan.stall {
      require(ccurl_set_long(easy, CURLOPT_LOW_SPEED_LIMIT, stall.bytesPerSecond))
      require(ccurl_set_long(easy, CURLOPT_LOW_SPEED_TIME, max(1, Int(stall.period.components.seconds))))
    }
    if let rate = plan.maximumReceiveRate { require(ccurl_set_offset(easy, CURLOPT_MAX_RECV_SPEED_LARGE, Int(max(1, rate)))) }
  }

  private func configureRequest() {
    if let body = plan.fileBody {
      configure(body)
    } else if plan.sendsBody {
      require(ccurl_set_long(easy, CURLOPT_POST, 1))
      let body = plan.body ?? []
      require(body.withUnsafeBytes { ccurl_set_body(easy, $0.baseAddress, $0.count) })
      if plan.method != "POST" { require(ccurl_set_string(easy, CURLOPT_CUSTOMREQUEST, plan.method)) }
    } else if plan.method == "HEAD" {
      require(ccurl_set_long(easy, CURLOPT_NOBODY, 1))
    } else if plan.method != "GET" {
      require(ccurl_set_string(easy, CURLOPT_CUSTOMREQUEST, plan.method))
    }
    if plan.acceptsCompression { require(ccurl_set_string(easy, CURLOPT_ACCEPT_ENCODING, "gzip, deflate")) }
    require(ccurl_set_list(easy, CURLOPT_HTTPHEADER, headerList))
  }

  /// Remembers that an option was refused, which makes the transfer fail before it begins.
  func require(_ code: CURLcode) {
    if code != CURLE_OK { fail(.invalidRequest(reason: String(cString: curl_easy_strerror(code)))) }
  }

  /// Remembers why a callback stops the transfer: the first reason is the one.
  func fail(_ error: HTTPClientError) {
    if failure == nil { failure = error }
  }

  /// Why the transfer cannot even begin.
  var refusal: HTTPClientError? { failure }
}
