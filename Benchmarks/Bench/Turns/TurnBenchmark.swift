import JSON
import TestSupport

/// Whole turns on the REST channel, real Rasa beside ours where its command is given.
struct TurnBenchmark {
  let settings: BenchSettings

  func run(_ report: inout Report, _ findings: inout Findings) async throws {
    let ours = try await Contender.souffleur(settings.model.archive)
    let theirs = try await rasa()
    try await HTTPBenchmark.with([ours] + theirs) { contenders in
      report.add(try await turns(contenders, &findings))
      report.add(try await GrowthBenchmark(settings: settings).table(contenders, &findings))
    }
  }

  private func rasa() async throws -> [Contender] {
    guard let rasa = settings.rasa else { return [] }
    return [try await .rasa(rasa, settings.model.archive)]
  }

  /// What is said first, and how tables call it.
  private var messages: [(name: String, text: String)] { Self.messages(settings.texts) }

  /// Messages whose turns are known from the kit's default-configuration bot, else the first ordinary one.
  private static func messages(_ texts: [String]) -> [(name: String, text: String)] {
    [("a greeting", "hello"), ("a longer message", texts.max { $0.utf8.count < $1.utf8.count } ?? "hello")]
  }

  private func turns(_ contenders: [Contender], _ findings: inout Findings) async throws -> Table {
    var columns = ["message", "replies", "connections", "turns/s", "p50 [ms]", "p99 [ms]"]
    if contenders.count == 2 { columns += ["Rasa: turns/s", "p50 [ms]", "p99 [ms]", "turns/s ×", "p50 ×"] }
    var table = Table(
      name: "turns", title: "POST /webhooks/rest/webhook",
      notes: [
        "Every message begins a conversation: session start, parse, slots, policies, responses, saving. \(settings.rounds) rounds, the servers in "
          + "turn; the median round, ×: the median of the rounds' ratios.",
        "Servers and load share all cores.",
      ],
      columns: columns)
    for (place, message) in messages.enumerated() {
      let replies = try Self.replies(to: message.text, contenders)
      for connections in [1, 8] {
        let rounds = try await PairedLoad(connections: connections, settings).run(contenders) { contender, round in
          // More than the faster server can answer in a round.
          let count = contender == 0 ? Int(8_000 * max(1, settings.duration / .seconds(1) / Double(settings.rounds))) : 2_000
          return try Question.turns(
            message.text, salt: "\(place)-\(connections)-\(round)", count: count, from: contenders[contender])
        }
        table.add(Self.row(message.name, replies, connections, rounds))
        guard place == 0, rounds.count == 2 else { continue }
        if connections == 1 { findings.turnMedianRatio = try PairedRounds(rounds[1].map(\.p50), rounds[0].map(\.p50)).ratio }
        if connections == 8 {
          findings.turnThroughputRatio = try PairedRounds(rounds[0].map(\.perSecond), rounds[1].map(\.perSecond)).ratio
        }
      }
    }
    return table
  }

  /// How many messages the bot answers with; the servers have to agree.
  private static func replies(to text: String, _ contenders: [Contender]) throws -> Int {
    let counts = try contenders.map { contender in
      let call = HTTPCall.post("/webhooks/rest/webhook", json: ["sender": "bench-count", "message": .string(text)])
      return try call.send(to: contender.port).json.array?.count ?? 0
    }
    guard Set(counts).count == 1, let count = counts.first else {
      throw BenchError.wrongAnswers(server: contenders[0].name, count: 1, first: "\(counts) replies to the same message")
    }
    return count
  }

  private static func row(_ message: String, _ replies: Int, _ connections: Int, _ rounds: [[PairedLoad.Figures]]) -> [Table.Cell] {
    var row: [Table.Cell] = [.text(message), Table.Cell(replies), Table.Cell(connections)]
    for figures in rounds {
      for value in [\PairedLoad.Figures.perSecond, \.p50, \.p99] {
        row.append(Table.Cell(Sample(figures.map { $0[keyPath: value] }).median))
      }
    }
    if rounds.count == 2 {
      row.append(Table.Cell((try? PairedRounds(rounds[0].map(\.perSecond), rounds[1].map(\.perSecond)))?.ratio))
      row.append(Table.Cell((try? PairedRounds(rounds[1].map(\.p50), rounds[0].map(\.p50)))?.ratio))
    }
    return row
  }
}
