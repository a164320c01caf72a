/// All figures of one server.
struct ContenderResult: Sendable {
  let name: String
  let start: Duration
  let residentAtStart: Int
  var residentAfterLoad: Int?
  private var measurements: [Int: [LoadMeasurement]] = [:]

  init(name: String, start: Duration, residentAtStart: Int) {
    self.name = name
    self.start = start
    self.residentAtStart = residentAtStart
  }

  /// Connections at once, ascending.
  var connections: [Int] { measurements.keys.sorted() }

  mutating func add(_ measurement: LoadMeasurement, connections: Int) { measurements[connections, default: []].append(measurement) }

  func median(connections: Int) -> LoadMeasurement { LoadMeasurement(medianOf: measurements[connections] ?? []) }
}
