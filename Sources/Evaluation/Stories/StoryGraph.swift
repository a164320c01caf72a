internal import Dialogue
internal import JSON

/// The steps of all stories, with what follows on what.
struct StoryGraph {
  /// Where several steps form a cycle, it is cut; each end that this makes stands for the start behind it.
  private(set) var sources: [Name: Name] = [:]
  private var steps: [StoryStep]

  /// How many ways may lead from one step to the next, and how many of them may close a cycle.
  private static let (maximumEdges, maximumCycles) = (1_000_000, 1_000)

  /// - Throws: `EvaluationError` when the steps are joined in too many ways.
  init(_ steps: [StoryStep]) throws(EvaluationError) {
    self.steps = steps
    guard Self.edgeCount(steps) <= Self.maximumEdges else {
      throw .tooMuch("more than \(Self.maximumEdges) ways from one checkpoint to the next")
    }
    let cycles = Self.sorted(steps).cycles
    guard cycles.count <= Self.maximumCycles else { throw .tooMuch("more than \(Self.maximumCycles) cycles of checkpoints") }
    if !cycles.isEmpty { cut(cycles) }
  }

  /// The steps, each behind those that lead to it.
  var ordered: [StoryStep] {
    let places = Dictionary(uniqueKeysWithValues: steps.enumerated().map { ($1.id, $0) })
    return Self.sorted(steps).order.compactMap { places[$0].map { steps[$0] } }
  }

  private struct Edge: Hashable, Comparable {
    let from: Int
    let to: Int

    static func < (left: Edge, right: Edge) -> Bool { (left.from, left.to) < (right.from, right.to) }
  }

  private static func edgeCount(_ steps: [StoryStep]) -> Int {
    var starting: [Name: Int] = [:]
    for step in steps { for start in step.starts { starting[start.name, default: 0] += 1 } }
    return steps.reduce(0) { count, step in count + step.ends.reduce(0) { $0 + (starting[$1] ?? 0) } }
  }

  /// Sorts by depth-first search, which takes no stack: a chain of steps may be long.
  private static func sorted(_ steps: [StoryStep]) -> (order: [Int], cycles: [Edge]) {
    var starting: [Name: [Int]] = [:]
    for step in steps { for start in step.starts { starting[start.name, default: []].append(step.id) } }
    var following: [Int: [Int]] = [:]
    for step in steps { following[step.id] = Set(step.ends.flatMap { starting[$0] ?? [] }).sorted() }
    var isDone: [Int: Bool] = [:]
    var order: [Int] = []
    var cycles: Set<Edge> = []
    for root in steps.map(\.id).sorted(by: >) where isDone[root] == nil {
      isDone[root] = false
      var path: [(id: Int, next: Int)] = [(root, 0)]
      while let (id, next) = path.last {
        guard let successors = following[id], next < successors.count else {
          order.append(id)
          isDone[id] = true
          path.removeLast()
          continue
        }
        path[path.count - 1].next += 1
        switch isDone[successors[next]] {
        case nil:
          isDone[successors[next]] = false
          path.append((successors[next], 0))
        case false?: cycles.insert(Edge(from: id, to: successors[next]))
        case true?: break
        }
      }
    }
    return (order.reversed(), cycles.sorted())
  }
}

// Cycles
extension StoryGraph {
  /// Lets the last step of each cycle end in a checkpoint of its own, and its first begin with another one.
  private mutating func cut(_ cycles: [Edge]) {
    let places = Dictionary(uniqueKeysWithValues: steps.enumerated().map { ($1.id, $0) })
    var cutNames: Set<Name> = []
    for (number, cycle) in cycles.enumerated() {
      guard let last = places[cycle.from], let first = places[cycle.to] else { continue }
      let prefix = "\(StoryStepBuilder.generatedPrefix)CYCL_"
      let (sink, connector, source) = (Name("\(prefix)SINK_\(number)"), Name("\(prefix)CONN_\(number)"), Name("\(prefix)SRC_\(number)"))
      sources[sink] = source
      let shared = Set(steps[last].ends).intersection(steps[first].starts.map(\.name))
      cutNames.formUnion(shared)
      steps[last].ends.removeAll { shared.contains($0) }
      steps[last].ends.append(sink)
      if reconnect(shared, first: cycle.to, source: source, connector: connector) { steps[last].ends.append(connector) }
    }
    removeUnused(cutNames)
  }

  /// Lets every step that begins with a checkpoint of a cycle begin with the cycle's own as well.
  /// - Returns: whether others than the cycle's first step do.
  private mutating func reconnect(_ shared: Set<Name>, first: Int, source: Name, connector: Name) -> Bool {
    var needsConnector = false
    for index in steps.indices {
      let name = steps[index].id == first ? source : connector
      for start in steps[index].starts where shared.contains(start.name) {
        if name == connector { needsConnector = true }
        let added = Checkpoint(name: name, conditions: start.conditions)
        if !steps[index].starts.contains(where: { $0.name == name && $0.conditions == start.conditions }) {
          steps[index].starts.append(added)
        }
      }
    }
    return needsConnector
  }

  private mutating func removeUnused(_ cutNames: Set<Name>) {
    var starting: Set<Name> = [Checkpoint.start.name]
    var ending: Set<Name> = [Checkpoint.start.name]
    for step in steps {
      starting.formUnion(step.starts.map(\.name))
      ending.formUnion(step.ends.map { sources[$0] ?? $0 })
    }
    let unused = starting.symmetricDifference(ending)
    let isGenerated = { (name: Name) in name.text.hasPrefix(StoryStepBuilder.generatedPrefix) }
    steps = steps.compactMap { step in
      var kept = step
      kept.starts.removeAll { unused.contains($0.name) && cutNames.contains($0.name) }
      kept.ends.removeAll { unused.contains($0) && isGenerated($0) }
      return (kept.starts.isEmpty && !step.starts.isEmpty) || (kept.ends.isEmpty && !step.ends.isEmpty) ? nil : kept
    }
  }
}
