import JSON
import NLU
import TestSupport

/// What a request costs besides the parse.
struct BudgetBenchmark {
  let settings: BenchSettings

  /// One kind of request: what is sent, and the messages in it.
  private struct Kind {
    let name: String
    let texts: [String]
    let questions: [Question]
  }

  func table(_ contender: Contender) async throws -> Table {
    var table = Table(
      name: "budget", title: "Where the time of a request goes [µs]",
      notes: [
        "Processor: of the server's threads, by request. Parse and answer: the same messages parsed and written by a loop in one thread. "
          + "HTTP and the rest: the difference.",
        "Server's timer: around the parse inside of the server, mean; at 8 connections it counts the time of waiting for a core.",
        "Load: what the load generator's threads take of the processor, by request. Round trip: p50.",
      ],
      columns: [
        "request", "connections", "round trip", "processor", "parse and answer", "HTTP and the rest", "server's timer", "load",
      ])
    let model = try BenchModel.load(settings.model.archive)
    defer { model.remove() }
    let pipeline = try NLUPipeline.load(from: model.reader)
    for kind in try kinds(contender) {
      let parse = Self.parseAndWrite(kind.texts, pipeline)
      for connections in [1, 8] {
        let before = try Self.parses(contender)
        let period = try await LoadPeriod.run(
          contender, connections: connections, questions: kind.questions, for: settings.duration / settings.rounds)
        let after = try Self.parses(contender)
        let count = Double(period.requests.count)
        let processor = period.serverTime / count / 1_000
        let timer = after.count > before.count ? (after.seconds - before.seconds) / (after.count - before.count) * 1e6 : 0
        table.add([
          .text(kind.name), Table.Cell(connections), Table.Cell(period.latencies.percentile(0.5).map { $0 * 1_000 }),
          Table.Cell(processor), Table.Cell(parse), Table.Cell(processor - parse), Table.Cell(timer),
          Table.Cell(period.generatorTime / count / 1_000),
        ])
      }
    }
    return table
  }

  private func kinds(_ contender: Contender) throws -> [Kind] {
    let plain = try ["/", "/status"].map { Kind(name: "GET \($0)", texts: [], questions: [try Question.get($0, from: contender)]) }
    let messages = [("ordinary", settings.texts)] + Messages.lengths.map { ("\($0) token\($0 == 1 ? "" : "s")", Messages.ofLength($0)) }
    return try plain + messages.map { Kind(name: "parse, \($0)", texts: $1, questions: try Question.learn($1, from: contender)) }
  }

  /// Microseconds of one thread for a message and its answer, the mean over the messages.
  private static func parseAndWrite(_ texts: [String], _ pipeline: NLUPipeline) -> Double {
    guard !texts.isEmpty else { return 0 }
    let time = Stopwatch().measure {
      for text in texts {
        var json = JSONWriter(reservingCapacity: 1_024)
        pipeline.parse(text).write(into: &json)
        keep(json)
      }
    }
    return time.minimum / Double(texts.count) / 1_000
  }

  /// How many messages the server parsed so far, and how long that took.
  private static func parses(_ contender: Contender) throws -> (count: Double, seconds: Double) {
    let text = try HTTPCall.get("/metrics").send(to: contender.port).text
    func value(_ name: String) -> Double {
      let line = text.split(separator: "\n").first { $0.hasPrefix("api_server_parse_duration_seconds_\(name)") }
      return line.flatMap { $0.split(separator: " ").last }.flatMap { Double($0) } ?? 0
    }
    return (value("count"), value("sum"))
  }
}
