import SystemPackage

/// The body of an answer while it arrives.
struct ReceivedBody: ~Copyable {
  /// So much of a body of no interest is read, which keeps the connection usable; a longer one is cut off.
  static let maximumDiscardedBytes: Int64 = 64 << 10

  /// What became of a piece.
  enum Outcome {
    case taken
    /// Nothing more of this body is wanted.
    case enough
    case failed(HTTPClientError)
  }

  private let sink: BodySink
  private let limit: Int64
  private(set) var bytes: [UInt8] = []
  /// Of the bytes that were kept.
  private(set) var count: Int64 = 0
  private var discarded: Int64 = 0
  private var hash = SHA256()

  init(sink: BodySink, limit: Int64) {
    self.sink = sink
    self.limit = limit
  }

  /// The digest of what was written to a file.
  var digest: SHA256Digest { hash.finalize() }

  /// Takes a piece of the body of an answer from `url`.
  mutating func receive(_ piece: UnsafeRawBufferPointer, status: Int, isRedirect: Bool, from url: DisplayURL) -> Outcome {
    switch sink {
    case .memory where !isRedirect:
      guard count + Int64(piece.count) <= limit else { return .failed(.bodyTooLarge(url, limit: limit)) }
      bytes.append(contentsOf: piece)
    case .file(let file) where status == 200:
      guard count + Int64(piece.count) <= limit else { return .failed(.bodyTooLarge(url, limit: limit)) }
      do {
        try file.writeAll(piece)
      } catch {
        return .failed(.cannotWrite(error as? Errno ?? .ioError))
      }
      hash.update(piece)
    case .region(let region) where region.isMet(by: status):
      guard count + Int64(piece.count) <= region.part.count else {
        return .failed(.malformedAnswer(url, reason: "it sends more than was asked for"))
      }
      do {
        try region.file.writeAll(toAbsoluteOffset: region.part.lowerBound + count, piece)
      } catch {
        return .failed(.cannotWrite(error as? Errno ?? .ioError))
      }
      region.received.add(piece.count)
    case .region where !isRedirect:
      bytes.append(contentsOf: piece.prefix(Int(Self.maximumDiscardedBytes) - bytes.count))
      discarded += Int64(piece.count)
      return discarded > Self.maximumDiscardedBytes ? .enough : .taken
    default:
      discarded += Int64(piece.count)
      return discarded > Self.maximumDiscardedBytes ? .enough : .taken
    }
    count += Int64(piece.count)
    return .taken
  }
}
