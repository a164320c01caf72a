internal import Dialogue

/// Follows the steps from the beginning of each story to its end; every way through them becomes a conversation.
struct StoryUnfolding {
  private let domain: Domain
  private let steps: [StoryStep]
  private let graph: StoryGraph
  private var budget: UnfoldingBudget
  /// The conversations that have come to each checkpoint.
  private var waiting: [Name: [Tracker]] = [:]
  private var used: Set<Name> = []
  private var finished: [Tracker] = []
  private var ended: [Tracker] = []
  private var endedStates: Set<[DialogueState]> = []

  private init(_ steps: [StoryStep], domain: Domain, budget: UnfoldingBudget) throws(EvaluationError) {
    self.domain = domain
    self.budget = budget
    graph = try StoryGraph(steps)
    self.steps = graph.ordered.filter { !$0.isRule }
  }

  /// The conversations that stories describe. Of those in which policies see the same from beginning to end there is one.
  /// - Throws: `EvaluationError` when they are too many, and when the task is cancelled.
  static func conversations(
    of steps: [StoryStep], domain: Domain, limits: EvaluationLimits
  ) throws(EvaluationError) -> [Tracker] {
    var unfolding = try StoryUnfolding(steps, domain: domain, budget: UnfoldingBudget(limits))
    try unfolding.run()
    return unfolding.finished + unfolding.ended
  }

  private mutating func run() throws(EvaluationError) {
    guard !steps.isEmpty else { return }
    waiting[Checkpoint.start.name] = [Tracker(senderID: "", domain: domain)]
    var lastUnused: Set<Name> = []
    // Until a round brings nothing new; a checkpoint may be needed before the step that leads to it was followed.
    while waiting.contains(where: { !$0.value.isEmpty }) {
      var unused = try followSteps()
      unused.formUnion(waiting.keys.filter { !used.contains($0) })
      var next: [Name: [Tracker]] = [:]
      for name in unused where name != Checkpoint.start.name { next[name] = waiting[name] ?? [] }
      waiting = next
      let isComplete = unused == lastUnused || waiting.allSatisfy(\.value.isEmpty)
      lastUnused = unused
      guard isComplete else { continue }
      for name in lastUnused.subtracting(used).sorted() { finished += waiting[name] ?? [] }
      return
    }
  }

  /// - Returns: the checkpoints that wait for a later round.
  private mutating func followSteps() throws(EvaluationError) -> Set<Name> {
    var unused: Set<Name> = []
    for step in steps {
      var incoming: [Tracker] = []
      for start in step.starts {
        if let trackers = waiting[start.name], !trackers.isEmpty {
          incoming += trackers.filter(start.isMet)
          used.insert(start.name)
        } else {
          waiting[start.name] = []
          if !used.contains(start.name) { unused.insert(start.name) }
        }
      }
      guard !incoming.isEmpty else { continue }
      let trackers = try follow(step, Self.distinct(incoming))
      for end in step.ends {
        let name = graph.sources[end] ?? end
        waiting[name, default: []] += trackers
        if used.contains(name) { unused.insert(name) }
      }
      if step.ends.isEmpty { ended += trackers.filter { endedStates.insert($0.pastStates).inserted } }
    }
    return unused
  }

  private static func distinct(_ trackers: [Tracker]) -> [Tracker] {
    guard trackers.count > 1 else { return trackers }
    var seen: Set<[DialogueState]> = []
    return trackers.filter { seen.insert($0.pastStates).inserted }
  }

  private mutating func follow(_ step: StoryStep, _ incoming: [Tracker]) throws(EvaluationError) -> [Tracker] {
    let events = step.explicitEvents(in: domain)
    // A step in which nothing happens leads nowhere, as in Rasa.
    guard !events.isEmpty else { return [] }
    var trackers = incoming
    try budget.spend(trackers, events: events.count)
    for event in events {
      try budget.check()
      if event.takesBack { finished += trackers }
      for index in trackers.indices { trackers[index].update(event) }
    }
    return trackers
  }
}

extension Event {
  /// Whether what happened before counts no more, so that a conversation ends with it as well.
  fileprivate var takesBack: Bool {
    switch kind {
    case .undo, .rewind, .restart: true
    default: false
    }
  }
}
