/// Why an object store handed nothing over, in a sentence without secrets.
package enum ObjectStoreError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The store could not be reached, broke off, or sent what cannot be accepted.
  case transfer(HTTPClientError)
  /// There are no credentials, or they could not be obtained.
  case credentials(CredentialsError)
  /// The store does not let these credentials read the object. `code` is the store's word for why.
  case refused(place: String, status: Int, code: String?)
  /// No such object, bucket or container.
  case missing(place: String, code: String?)
  /// There is no archive under a prefix.
  case nothingUnder(place: String)
  /// The store asks for fewer requests.
  case throttled(place: String, status: Int, code: String?)
  /// The store's own failure.
  case unavailable(place: String, status: Int, code: String?)
  case unexpected(place: String, status: Int, code: String?)
  case malformed(place: String, reason: String)
  /// The object was replaced while it was read.
  case changed(place: String)
  /// What arrived is not what the store has.
  case checksum(place: String, algorithm: String)
  case tooManyObjects(place: String)
  /// There is an object already where one was to be made.
  case exists(place: String)
  /// The store does not let these credentials write the object.
  case writeRefused(place: String, status: Int, code: String?)
  /// The store did not take the object.
  case notWritten(place: String, status: Int, code: String?)

  /// What a lack of credentials means.
  package init(_ error: CredentialsError) {
    if case .transfer(_, .cancelled) = error { self = .transfer(.cancelled) } else { self = .credentials(error) }
  }

  /// What an answer of this status means.
  package init(place: String, status: Int, code: String?) {
    let code = Self.word(code)
    switch status {
    case 429: self = .throttled(place: place, status: status, code: code)
    case _ where Self.throttling.contains(code ?? ""): self = .throttled(place: place, status: status, code: code)
    case 401, 403: self = .refused(place: place, status: status, code: code)
    case 404: self = .missing(place: place, code: code)
    case 412: self = .changed(place: place)
    case 500...599, 408: self = .unavailable(place: place, status: status, code: code)
    default: self = .unexpected(place: place, status: status, code: code)
    }
  }

  /// What an answer of this status to a request that was to write means.
  package init(writing place: String, status: Int, code: String?) {
    let code = Self.word(code)
    switch status {
    case 429: self = .throttled(place: place, status: status, code: code)
    case _ where Self.throttling.contains(code ?? ""): self = .throttled(place: place, status: status, code: code)
    case 401, 403: self = .writeRefused(place: place, status: status, code: code)
    case 404: self = .missing(place: place, code: code)
    // S3 answers 409 where another one writes the same object at this moment, Azure where there is one.
    case 412: self = .exists(place: place)
    case 409 where ["ConditionalRequestConflict", "BlobAlreadyExists", nil].contains(code): self = .exists(place: place)
    default: self = .notWritten(place: place, status: status, code: code)
    }
  }

  private static let throttling = [
    "SlowDown", "Throttling", "ThrottlingException", "RequestLimitExceeded", "ServerBusy", "rateLimitExceeded",
  ]

  /// A code comes from outside and goes into logs: a word, or nothing.
  private static func word(_ code: String?) -> String? {
    code.flatMap { $0.utf8.count <= 64 && $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) } ? $0 : nil }
  }

  /// Whether the same request may well work a moment later.
  package var isTransient: Bool {
    switch self {
    case .transfer(let error):
      switch error {
      case .cannotConnect, .connectTimedOut, .stalled, .connectionLost, .truncatedBody, .malformedAnswer: true
      default: false
      }
    case .throttled, .unavailable: true
    case .notWritten(_, let status, _): status == 408 || status >= 500
    default: false
    }
  }

  /// The kind of failure in one word, for a metric's label.
  package var kind: String {
    switch self {
    case .transfer(let error): ModelSourceError.transfer(error).kind
    case .credentials: "credentials"
    case .refused(_, let status, _), .unavailable(_, let status, _), .unexpected(_, let status, _), .writeRefused(_, let status, _),
      .notWritten(_, let status, _):
      "http_\(status)"
    case .missing: "http_404"
    case .nothingUnder: "no_model"
    case .throttled: "throttled"
    case .malformed: "network"
    case .changed, .tooManyObjects: "unreadable"
    case .checksum: "checksum"
    case .exists: "exists"
    }
  }

  package var description: String {
    switch self {
    case .transfer(let error): "\(error)"
    case .credentials(let error): "\(error)"
    case .refused(let place, let status, let code): "\(place) may not be read with these credentials: \(Self.answer(status, code))"
    case .missing(let place, let code): "\(place) is not there: \(Self.answer(404, code))"
    case .nothingUnder(let place): "there is no archive (*.tar.gz) under \(place)"
    case .throttled(let place, let status, let code): "\(place) asks for fewer requests: \(Self.answer(status, code))"
    case .unavailable(let place, let status, let code): "\(place) cannot be read at the moment: \(Self.answer(status, code))"
    case .unexpected(let place, let status, let code): "\(place) cannot be read: \(Self.answer(status, code))"
    case .malformed(let place, let reason): "the answer for \(place) cannot be used: \(reason)"
    case .changed(let place): "\(place) was replaced while it was read"
    case .checksum(let place, let algorithm): "what arrived of \(place) has not the \(algorithm) that the store states"
    case .exists(let place): "\(place) is there already"
    case .writeRefused(let place, let status, let code):
      "\(place) may not be written with these credentials: \(Self.answer(status, code))"
    case .notWritten(let place, let status, let code): "\(place) was not taken: \(Self.answer(status, code))"
    case .tooManyObjects(let place): "there are too many objects under \(place) to find the newest"
    }
  }

  private static func answer(_ status: Int, _ code: String?) -> String { "the answer was \(status)" + (code.map { " \($0)" } ?? "") }
}
