internal import CLinux
internal import ServiceLifecycle
internal import Shared

/// Gives memory back to the system once a model or many bodies are gone: the allocator keeps what it has freed unless it is told not to.
package final class MemoryReturn: Service {
  /// There is one allocator in a process.
  package static let process = MemoryReturn()

  private let wishes: AsyncStream<Void>
  private let continuation: AsyncStream<Void>.Continuation

  private init() {
    (wishes, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
  }

  /// Asks for it, soon. May be called from anywhere, such as a `deinit` whose object is still being taken apart.
  package func request() { continuation.yield() }

  package func run() async throws {
    await cancelWhenGracefulShutdown { [wishes] in
      for await _ in wishes {
        guard (try? await Task.sleep(for: .milliseconds(200))) != nil else { return }
        await BlockingWork.run { (_) throws(Never) in _ = malloc_trim(0) }
      }
    }
  }
}
