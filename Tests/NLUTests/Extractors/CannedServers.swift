import NLU
import Synchronization

/// Answers every request in the same way, and remembers what was asked.
final class CannedServers: RemoteServers {
  private let answer: Result<RemoteAnswer, RemoteFailure>
  private let seen = Mutex<[RemoteRequest]>([])
  private let said = Mutex<[String]>([])

  init(_ answer: Result<RemoteAnswer, RemoteFailure>) { self.answer = answer }

  /// Answers with a body.
  convenience init(_ body: String, status: Int = 200) { self.init(.success(RemoteAnswer(status: status, body: Array(body.utf8)))) }

  var requests: [RemoteRequest] { seen.withLock { $0 } }
  /// What a component that had this way to other servers told the operator.
  var reports: [String] { said.withLock { $0 } }

  func post(_ request: RemoteRequest) async throws(RemoteFailure) -> RemoteAnswer {
    seen.withLock { $0.append(request) }
    return try answer.get()
  }

  func access(environment: [String: String] = [:], now: Int = 0) -> RemoteAccess {
    RemoteAccess(
      servers: self, environment: environment, now: { now },
      report: { [self] sentence in said.withLock { $0.append(sentence) } })
  }
}
