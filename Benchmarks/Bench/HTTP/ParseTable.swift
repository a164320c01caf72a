/// `POST /model/parse` by model, length of message and connections.
struct ParseTable {
  private(set) var table: Table

  init(hasRasa: Bool, _ settings: BenchSettings) {
    var columns = ["model", "messages", "connections", "parses/s", "p50 [ms]", "p99 [ms]"]
    if hasRasa { columns += ["Rasa: parses/s", "p50 [ms]", "p99 [ms]", "parses/s ×", "p50 ×"] }
    table = Table(
      name: "parses", title: "POST /model/parse",
      notes: [
        "\(settings.rounds) rounds, together \(Table.Cell.number(settings.duration / .seconds(1)).text) s of each; the servers in turn. "
          + "The median round; ×: the median of the rounds' ratios.",
        "Servers and load share all cores.",
      ],
      columns: columns)
  }

  mutating func add(_ model: String, _ messages: String, _ connections: Int, _ rounds: [[PairedLoad.Figures]]) {
    var row: [Table.Cell] = [.text(model), .text(messages), Table.Cell(connections)]
    for figures in rounds {
      for value in [\PairedLoad.Figures.perSecond, \.p50, \.p99] {
        row.append(Table.Cell(Sample(figures.map { $0[keyPath: value] }).median))
      }
    }
    if rounds.count == 2 {
      row.append(Table.Cell((try? PairedRounds(rounds[0].map(\.perSecond), rounds[1].map(\.perSecond)))?.ratio))
      row.append(Table.Cell((try? PairedRounds(rounds[1].map(\.p50), rounds[0].map(\.p50)))?.ratio))
    }
    table.add(row)
  }
}
