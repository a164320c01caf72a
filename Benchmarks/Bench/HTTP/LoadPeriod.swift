import Foundation
import Glibc
import Synchronization
import TestSupport

/// What one period of constant load showed: so many connections, each asking again as soon as it has its answer.
package struct LoadPeriod: Sendable {
  /// One answered request.
  package struct Request: Sendable {
    package let start: ContinuousClock.Instant
    package let end: ContinuousClock.Instant
    var milliseconds: Double { (end - start) / .milliseconds(1) }
  }

  package private(set) var requests: [Request] = []
  /// From the first request to the last answer.
  package private(set) var duration = Duration.zero
  /// What the load generator's own threads took of the processor, in nanoseconds.
  package private(set) var generatorTime = 0.0
  /// What the server's threads took, in nanoseconds.
  package private(set) var serverTime = 0.0

  package var perSecond: Double { Double(requests.count) / (duration / .seconds(1)) }
  /// Latencies in milliseconds.
  package var latencies: Sample { Sample(requests.lazy.map(\.milliseconds)) }

  /// Puts load on a server.
  /// - Parameter questions: asked in turn; every connection begins with another one.
  /// - Throws: `BenchError.wrongAnswers` when one answer was wrong or did not come.
  package static func run(
    _ contender: Contender, connections: Int, questions: [Question], sharing: Bool = false, for duration: Duration
  ) async throws -> LoadPeriod {
    guard !questions.isEmpty else { throw BenchError.noMessages }
    let stopping = StopSign()
    let outcomes = Outcomes()
    let before = ProcessTime.nanoseconds(of: contender.program.processIdentifier)
    let begin = ContinuousClock.now
    for number in 0..<connections {
      Thread.detachNewThread {
        outcomes.add(Self.load(contender, from: number, step: sharing ? connections : 1, questions: questions, until: stopping))
      }
    }
    try await Task.sleep(for: duration)
    stopping.raise()
    let all = try await Condition.value(of: "the end of the load", within: .seconds(120)) { outcomes.all(connections) }
    var period = LoadPeriod()
    period.duration = ContinuousClock.now - begin
    period.serverTime = ProcessTime.nanoseconds(of: contender.program.processIdentifier) - before
    for outcome in all {
      period.requests += outcome.requests
      period.generatorTime += outcome.processorTime
    }
    if let last = period.requests.lazy.map(\.end).max() { period.duration = last - begin }
    let wrong = all.flatMap(\.complaints)
    if let first = wrong.first { throw BenchError.wrongAnswers(server: contender.name, count: wrong.count, first: first) }
    guard !period.requests.isEmpty else { throw BenchError.noAnswers(server: contender.name) }
    return period
  }

  private struct Outcome: Sendable {
    var requests: [Request] = []
    var complaints: [String] = []
    var processorTime = 0.0
  }

  private final class StopSign: Sendable {
    private let isUp = Atomic(false)
    func raise() { isUp.store(true, ordering: .relaxed) }
    var isRaised: Bool { isUp.load(ordering: .relaxed) }
  }

  private final class Outcomes: Sendable {
    private let outcomes = Mutex<[Outcome]>([])
    func add(_ outcome: Outcome) { outcomes.withLock { $0.append(outcome) } }
    func all(_ count: Int) -> [Outcome]? { outcomes.withLock { $0.count == count ? $0 : nil } }
  }

  /// One connection's work; it ends with the first wrong answer.
  private static func load(
    _ contender: Contender, from first: Int, step: Int, questions: [Question], until stopping: StopSign
  ) -> Outcome {
    var outcome = Outcome()
    outcome.requests.reserveCapacity(1 << 16)
    var index = first % questions.count
    do {
      let connection = try LeanConnection(port: contender.port)
      let begin = ProcessTime.ofThisThread
      while !stopping.isRaised {
        let start = ContinuousClock.now
        let (end, complaint) = try connection.ask(questions[index].request) { (ContinuousClock.now, questions[index].complaint(about: $0)) }
        if let complaint {
          outcome.complaints.append(complaint)
          break
        }
        outcome.requests.append(Request(start: start, end: end))
        index = (index + step) % questions.count
      }
      outcome.processorTime = ProcessTime.ofThisThread - begin
    } catch {
      outcome.complaints.append(error.description)
    }
    return outcome
  }
}
