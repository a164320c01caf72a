import Foundation
import Synchronization

/// Constant load on a server: so many connections, each asking again as soon as it has its answer.
///
/// Every connection has a thread of its own and keeps its connection alive; after a failure it connects anew and goes on.
public final class Load: Sendable {
  private let threads: Int
  private let endsWithItsConnections: Bool
  private let stopping = Atomic(false)
  private let answered = Atomic(0)
  private let reports = Mutex<[LoadReport]>([])

  /// Starts the load.
  ///
  /// - Parameters:
  ///   - calls: sent in turn; the connections begin evenly spread over them.
  ///   - endsWithItsConnections: whether a connection that the server ends is not followed by another.
  ///   - judge: says what is wrong with the answer to the call of that index, or `nil`.
  public init(
    connections: Int, port: Int, calls: [HTTPCall], endsWithItsConnections: Bool = false,
    judge: @escaping @Sendable (Int, HTTPAnswer) -> String? = Load.isSuccess
  ) {
    precondition(connections > 0 && !calls.isEmpty)
    threads = connections
    self.endsWithItsConnections = endsWithItsConnections
    let bytes = calls.map(\.wireBytes)
    for number in 0..<connections {
      Thread.detachNewThread { self.run(from: number * bytes.count / connections, port: port, calls: bytes, judge: judge) }
    }
  }

  /// The judge that only wants a 200.
  public static func isSuccess(_: Int, answer: HTTPAnswer) -> String? { answer.status == 200 ? nil : "status \(answer.status)" }

  /// Answers so far.
  public var answers: Int { answered.load(ordering: .relaxed) }

  /// Awaits so many further answers; good and bad ones count.
  public func waitForAnswers(_ count: Int, within limit: Duration = .patience) async throws {
    let target = answers + count
    try await Condition.wait(for: "\(count) further answers under load", within: limit) { answers >= target }
  }

  /// Ends the load after the requests that are under way, and says what came of it all.
  public func stop() async throws -> LoadReport {
    stopping.store(true, ordering: .relaxed)
    try await Condition.wait(for: "the end of the load") { reports.withLock { $0.count } == threads }
    return reports.withLock { $0.reduce(into: LoadReport()) { $0.add($1) } }
  }

  private func run(from first: Int, port: Int, calls: [[UInt8]], judge: (Int, HTTPAnswer) -> String?) {
    var report = LoadReport()
    var connection: HTTPConnection?
    var index = first
    while !stopping.load(ordering: .relaxed) {
      let start = ContinuousClock.now
      do {
        let open = try connection ?? HTTPConnection(port: port)
        connection = open
        let answer = try open.send(calls[index])
        report.latencies.append(ContinuousClock.now - start)
        if let complaint = judge(index, answer) { report.failures.append(complaint) }
        if answer.headers["connection"] == "close" {
          report.farewells += 1
          connection = nil
          if endsWithItsConnections { break }
        }
      } catch {
        report.failures.append("\(error)")
        connection = nil
        usleep(10_000)  // a server that is gone is not asked a million times
      }
      answered.add(1, ordering: .relaxed)
      index = (index + 1) % calls.count
    }
    reports.withLock { $0.append(report) }
  }
}
