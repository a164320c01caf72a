internal import HummingbirdCore
internal import NIOCore
internal import Synchronization

/// A connection on its way from who accepted it to who handles it.
///
/// One that arrives at the moment in which the server stops is handled by nobody. NIO ends the process over what is neither handled nor
/// closed, so it is closed here.
final class Handover: Sendable {
  private let connection: Mutex<HTTP1Channel.Value?>

  init(_ connection: HTTP1Channel.Value) { self.connection = Mutex(connection) }

  /// The connection, once: whoever takes it has to handle it.
  func take() -> HTTP1Channel.Value? { connection.withLock { $0.take() } }

  deinit {
    guard let connection = take() else { return }
    Task { try? await connection.executeThenClose { _, _ in } }
  }
}
