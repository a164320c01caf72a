import JSON
import ModelFormat
import NLU

/// Which states of a conversation a policy looks at, and what it sees of the messages in them.
struct StateWindow: Sendable {
  /// At most that many, the last ones; `nil` for all.
  let maximum: Int?

  static let fileName = "featurizer.json"

  /// Reads what training stored of it.
  static func load(_ node: GraphNode, from model: ModelReader) throws(ModelFormatError) -> StateWindow {
    let json = try model.json(fileName, of: node)
    func malformed(_ reason: String) -> ModelFormatError { .malformed(file: model.name(of: fileName, of: node), reason: reason) }
    switch json["type"]?.string {
    case "FullDialogueTrackerFeaturizer": return StateWindow(maximum: nil)
    case "MaxHistoryTrackerFeaturizer", "IntentMaxHistoryTrackerFeaturizer":
      guard let maximum = json["max_history"] else { throw malformed("max_history is missing") }
      if maximum.isNull { return StateWindow(maximum: nil) }
      guard let number = maximum.integer, number >= 0 else { throw malformed("max_history is \(maximum.jsonText)") }
      return StateWindow(maximum: number == 0 ? nil : number)
    default: throw malformed("its type is \(json["type"]?.jsonText ?? "missing")")
    }
  }

  /// The states that count, of which each shows a message either as text or as what was understood of it.
  /// - Parameter usesText: whether the last message, if the bot just waited for it, is seen as text.
  func states(_ all: [DialogueState], usesText: Bool) -> [DialogueState] {
    var states = maximum.map { Array(all.suffix($0)) } ?? all
    guard let last = states.indices.last else { return states }
    if states[last].previousAction == .name(Name(DefaultAction.listen)) {
      if usesText {
        states[last].user?.intent = nil
        states[last].user?.entities = []
      } else {
        states[last].user?.text = nil
      }
    }
    for index in states.indices where states[index].user?.intent != nil && states[index].user?.text != nil {
      states[index].user?.text = nil
    }
    return states
  }
}
