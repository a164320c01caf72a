internal import Hummingbird
internal import Synchronization

/// The body of an answer, collected.
final class CollectedBody: ResponseBodyWriter, Sendable {
  private let collected = Mutex<[UInt8]>([])

  /// - Throws: what making the body throws.
  static func bytes(of body: ResponseBody) async throws -> [UInt8] {
    let collector = CollectedBody()
    try await body.write(collector)
    return collector.collected.withLock { $0 }
  }

  func write(_ buffer: ByteBuffer) async throws { collected.withLock { $0 += Array(buffer.readableBytesView) } }

  func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
