internal import Dialogue
internal import JSON

/// Cuts a story into steps at its checkpoints and alternatives.
struct StoryStepBuilder {
  private let isRule: Bool
  /// Tells its own checkpoints from those of other stories.
  private let number: Int
  private var alternatives = 0
  private var starts: [Checkpoint] = []
  private var current: [StoryStep] = []
  private var finished: [StoryStep] = []
  private var nextID: Int

  /// - Parameters:
  ///   - number: counts the stories of a file.
  ///   - nextID: for the first step.
  init(isRule: Bool, number: Int, nextID: Int) {
    self.isRule = isRule
    self.number = number
    self.nextID = nextID
  }

  /// Checkpoints that Rasa makes begin so; the name cannot be one of a file's.
  static let generatedPrefix = "GENR_"

  /// Checkpoints that follow on one another double the steps that end there.
  private static let maximumEnds = 1_024

  /// A checkpoint: before anything happens one where the story begins, later one where its step ends.
  /// - Throws: `TrainingDataError` for too many in a row.
  mutating func checkpoint(_ checkpoint: Checkpoint) throws(TrainingDataError) {
    guard current.count <= Self.maximumEnds else { throw TrainingDataError("too many checkpoints follow on one another") }
    guard !current.isEmpty else {
      starts.append(checkpoint)
      return
    }
    for index in current.indices {
      if current[index].ends.isEmpty {
        current[index].ends = [checkpoint.name]
      } else {
        var copy = current[index]
        copy.id = takeID()
        copy.ends = [checkpoint.name]
        current.append(copy)
      }
    }
  }

  mutating func append(_ event: Event) {
    beginStep()
    for index in current.indices { current[index].events.append(event) }
  }

  /// Events of which any may happen.
  mutating func append(anyOf events: [Event]) {
    guard events.count > 1 else {
      for event in events { append(event) }
      return
    }
    beginStep()
    let name = Name("\(Self.generatedPrefix)OR_\(number)_\(alternatives)")
    alternatives += 1
    let steps = current
    current = []
    for step in steps {
      for event in events {
        var copy = step
        copy.id = takeID()
        copy.events.append(event)
        copy.ends = [name]
        current.append(copy)
      }
    }
  }

  /// Ends the story.
  /// - Returns: its steps, and the number for the next one.
  consuming func build() -> (steps: [StoryStep], nextID: Int) { (finished + current, nextID) }

  private mutating func beginStep() {
    finished += current.filter { !$0.ends.isEmpty }
    let open = current.filter(\.ends.isEmpty)
    guard open.isEmpty else {
      current = open
      return
    }
    var begins = starts
    if !current.isEmpty {
      var names: [Name] = []
      for name in current.flatMap(\.ends) where !names.contains(name) { names.append(name) }
      begins = names.map { Checkpoint(name: $0) }
    }
    current = [StoryStep(id: takeID(), isRule: isRule, starts: begins.isEmpty ? [.start] : begins, ends: [], events: [])]
  }

  private mutating func takeID() -> Int {
    defer { nextID += 1 }
    return nextID
  }
}
