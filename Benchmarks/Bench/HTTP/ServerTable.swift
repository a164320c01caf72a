/// How soon the servers are ready, and what they weigh.
struct ServerTable {
  private(set) var table: Table

  init(hasRasa: Bool) {
    var columns = ["model", "ready [s]", "resident then [MB]", "after the load [MB]"]
    if hasRasa {
      columns += ["Rasa: ready [s]", "resident then [MB]", "after the load [MB]", "ready ×", "resident after the load ×"]
    }
    table = Table(
      name: "servers", title: "Start and memory",
      notes: [
        "Ready: the first 200 of /status since the start of the process, the median of 5 starts (Rasa: one). The files are in the page cache."
      ],
      columns: columns)
  }

  mutating func add(_ model: String, starts: Sample, _ contenders: [Contender], _ residents: [Int]) {
    func megabytes(_ bytes: Int) -> Double { Double(bytes) / 1e6 }
    let ready = [starts.median ?? .nan] + contenders.dropFirst().map(\.secondsToReady)
    var row: [Table.Cell] = [.text(model)]
    for (index, contender) in contenders.enumerated() {
      row += [Table.Cell(ready[index]), Table.Cell(megabytes(contender.residentAtStart)), Table.Cell(megabytes(residents[index]))]
    }
    if contenders.count == 2 { row += [Table.Cell(ready[1] / ready[0]), Table.Cell(Double(residents[1]) / Double(residents[0]))] }
    table.add(row)
  }
}
