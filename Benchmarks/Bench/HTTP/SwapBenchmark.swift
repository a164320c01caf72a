import Foundation
import JSON
import Synchronization
import SystemPackage
import TestSupport

/// What a request notices of the model's being swapped under it.
struct SwapBenchmark {
  let settings: BenchSettings

  func table(_ findings: inout Findings) async throws -> Table {
    var table = Table(
      name: "swaps", title: "Swaps under load: p99 [ms]",
      notes: [
        "One PUT /model each second. Met a swap: requests that were under way while one was loaded. The median of \(settings.rounds) rounds, each "
          + "without swaps and with them.",
        "Loading takes a core for a while: on two cores it has to take turns with the load and with the requests.",
      ],
      columns: ["connections", "without swaps", "with, all requests", "with, met a swap", "all ×", "met a swap ×", "one swap [ms]"])
    let contender = try await Contender.souffleur(settings.model.archive)
    try await HTTPBenchmark.with([contender]) { _ in
      let questions = try Question.learn(settings.texts, from: contender)
      for connections in [1, 8] {
        var (without, all, met) = ([Double](), [Double](), [Double]())
        var swaps: [Double] = []
        for _ in 0..<settings.rounds {
          let quiet = try await LoadPeriod.run(contender, connections: connections, questions: questions, for: settings.duration)
          without.append(quiet.latencies.percentile(0.99) ?? .nan)
          let swapping = Swapping(contender, model: settings.model)
          let period = try await LoadPeriod.run(contender, connections: connections, questions: questions, for: settings.duration)
          let times = try await swapping.end()
          all.append(period.latencies.percentile(0.99) ?? .nan)
          met.append(Self.latencies(period, during: times).percentile(0.99) ?? .nan)
          swaps += times.map { ($0.upperBound - $0.lowerBound) / .milliseconds(1) }
        }
        let ratio = try PairedRounds(met, without).ratio
        if connections == 8 { findings.swapRatio = ratio }
        table.add([
          Table.Cell(connections), Table.Cell(Sample(without).median), Table.Cell(Sample(all).median), Table.Cell(Sample(met).median),
          Table.Cell(try PairedRounds(all, without).ratio), Table.Cell(ratio), Table.Cell(Sample(swaps).median),
        ])
      }
    }
    return table
  }

  /// Of the requests that were under way at one of these times.
  private static func latencies(_ period: LoadPeriod, during times: [Range<ContinuousClock.Instant>]) -> Sample {
    Sample(
      period.requests.lazy.filter { request in times.contains { $0.lowerBound < request.end && request.start < $0.upperBound } }
        .map(\.milliseconds))
  }

  /// Swaps once a second, on a thread of its own, until it is told to end.
  private final class Swapping: Sendable {
    private struct State {
      var isOver = false
      var hasEnded = false
      var times: [Range<ContinuousClock.Instant>] = []
      var complaint: String?
    }

    private let state = Mutex(State())
    private let name: String

    init(_ contender: Contender, model: BenchSettings.Model) {
      name = contender.name
      var call = HTTPCall.post("/model", json: ["model_file": .string(model.archive.string)])
      call.method = "PUT"
      Thread.detachNewThread { [self, call] in run(call, port: contender.port) }
    }

    private func run(_ call: HTTPCall, port: Int) {
      while true {
        let start = ContinuousClock.now
        let complaint: String?
        do {
          let status = try call.send(to: port).status
          complaint = status == 204 ? nil : "PUT /model: status \(status)"
        } catch {
          complaint = "PUT /model: \(error)"
        }
        let end = ContinuousClock.now
        let isOver = state.withLock { state in
          state.times.append(start..<end)
          state.complaint = state.complaint ?? complaint
          return state.isOver
        }
        if isOver || complaint != nil { break }
        Thread.sleep(forTimeInterval: max(0.01, 1 - (end - start) / .seconds(1)))
        if state.withLock({ $0.isOver }) { break }
      }
      state.withLock { $0.hasEnded = true }
    }

    /// When each swap was under way.
    func end() async throws -> [Range<ContinuousClock.Instant>] {
      state.withLock { $0.isOver = true }
      try await Condition.wait(for: "the last swap") { state.withLock { $0.hasEnded } }
      if let complaint = state.withLock({ $0.complaint }) { throw BenchError.wrongAnswers(server: name, count: 1, first: complaint) }
      return state.withLock { $0.times }
    }
  }
}
