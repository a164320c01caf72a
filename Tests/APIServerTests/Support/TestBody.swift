import Hummingbird
import Synchronization

/// Collects the body of an answer.
final class TestBody: ResponseBodyWriter, Sendable {
  private let bytes = Mutex<[UInt8]>([])

  static func bytes(of body: ResponseBody) async throws -> [UInt8] {
    let collector = TestBody()
    try await body.write(collector)
    return collector.bytes.withLock { $0 }
  }

  func write(_ buffer: ByteBuffer) async throws { bytes.withLock { $0 += Array(buffer.readableBytesView) } }

  func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
