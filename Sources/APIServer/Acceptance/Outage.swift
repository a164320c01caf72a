internal import Synchronization

/// Keeps that another server did not answer while a test ran, so that the model is not blamed for it.
final class Outage: Sendable {
  /// The one of the test that the current task runs; `nil` elsewhere. Components of a pipeline, which know of no tests, report to it.
  @TaskLocal static var current: Outage?

  private let first = Mutex<String?>(nil)

  /// The first report, in a sentence.
  var reason: String? { first.withLock { $0 } }

  func note(_ reason: String) { first.withLock { $0 = $0 ?? reason } }
}
