public import SystemPackage

/// Why a source handed nothing over, in a sentence without secrets.
public enum ModelSourceError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The server could not be reached, broke off, or sent what cannot be accepted.
  case transfer(HTTPClientError)
  /// The server answered with a status that brings no model.
  case status(Int, source: String)
  /// The server says that nothing changed, to someone who has nothing.
  case nothingThere(status: Int, source: String)
  /// A folder holds no archive, or an archive is not there.
  case noArchive(FilePath)
  /// A file of a local source cannot be read.
  case unreadable(FilePath, reason: Errno)
  /// A local archive was altered while it was read.
  case changedWhileRead(FilePath)
  /// An object store did not hand its object over: why, in a sentence, and the kind of failure in one word.
  case storage(reason: String, kind: String)
  case tooLarge(source: String, limit: Int64)
  /// The disk has no room for the archive and what it is unpacked to. Nothing of it was fetched.
  case noSpace(source: String, bytes: Int64, free: Int64)
  /// A signature is wanted, and the source has none for its newest archive.
  case unsigned(source: String)
  /// The caller's file took no more.
  case cannotWrite(Errno)
  case cancelled

  /// The kind of failure in one word, for a metric's label.
  public var kind: String {
    switch self {
    case .transfer(.bodyTooLarge), .tooLarge: "too_large"
    case .transfer(.cannotWrite), .transfer(.cannotRead), .transfer(.noSpace), .cannotWrite, .noSpace: "disk"
    case .unsigned: "signature"
    case .transfer(.cancelled), .cancelled: "cancelled"
    case .transfer(.timedOut), .transfer(.connectTimedOut), .transfer(.stalled): "timeout"
    case .transfer(.tooManyRedirects), .transfer(.refusedRedirect): "redirect"
    case .transfer(.insecure), .transfer(.unreadableCertificates): "tls"
    case .transfer: "network"
    case .status(let status, _): "http_\(status)"
    case .nothingThere, .noArchive: "no_model"
    case .unreadable, .changedWhileRead: "unreadable"
    case .storage(_, let kind): kind
    }
  }

  public var description: String {
    switch self {
    case .transfer(let error): "\(error)"
    case .status(let status, let source): "\(source) answered \(status)"
    case .nothingThere(let status, let source): "\(source) answered \(status), though no model was fetched from it before"
    case .noArchive(let path): "there is no model archive at \(path)"
    case .unreadable(let path, let reason): "cannot read \(path): \(reason)"
    case .changedWhileRead(let path): "\(path) was altered while it was read"
    case .storage(let reason, _): reason
    case .tooLarge(let source, let limit): "the archive of \(source) is larger than \(limit) bytes"
    case .noSpace(let source, let bytes, let free):
      "there is no room for the \(bytes) bytes of \(source) and what becomes of them: the disk has \(free) bytes left"
    case .unsigned(let source): "the newest archive of \(source) has no signature, and one is wanted"
    case .cannotWrite(let reason): "the archive could not be written: \(reason)"
    case .cancelled: "the fetch was cancelled"
    }
  }
}
