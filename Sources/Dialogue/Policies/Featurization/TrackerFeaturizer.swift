import JSON
package import ModelFormat
package import NLU

/// Which states of a conversation a learned policy predicts from, and what it sees of them: `featurizer.json`.
package struct TrackerFeaturizer: Sendable {
  private enum Kind: String {
    case fullDialogue = "FullDialogueTrackerFeaturizer"
    case maxHistory = "MaxHistoryTrackerFeaturizer"
    case intentMaxHistory = "IntentMaxHistoryTrackerFeaturizer"
  }

  private let kind: Kind
  /// How many states count; `nil` for all.
  private let maximumHistory: Int?
  let columns: FeatureColumns

  /// Whether the network sees the last state first; it then has always the same place.
  var isReversed: Bool { kind != .fullDialogue }

  /// Reads `featurizer.json` of a policy's folder.
  /// - Throws: `ModelFormatError`, naming the file.
  package init(_ node: GraphNode, from model: ModelReader, domain: Domain) throws(ModelFormatError) {
    let file = model.name(of: "featurizer.json", of: node)
    let json = try model.json("featurizer.json", of: node)
    guard let kind = json["type"]?.string.flatMap(Kind.init(rawValue:)) else {
      throw .malformed(file: file, reason: "its type is none of Rasa's")
    }
    self.kind = kind
    switch json["max_history"] ?? .null {
    case .null: maximumHistory = nil
    case .integer(let length) where length >= 0: maximumHistory = kind == .fullDialogue || length == 0 ? nil : length
    default: throw .malformed(file: file, reason: "max_history is neither a whole number from 0 on nor null")
    }
    guard let states = json["state_featurizer"]?["feature_states"] else { throw .malformed(file: file, reason: "it has no feature_states") }
    columns = try FeatureColumns(states, domain: domain, file: file)
  }

  /// The states that count, the oldest first.
  /// - Parameters:
  ///   - story: what policies that learned from stories see of a conversation.
  ///   - usesText: whether the user's last words are seen instead of their intent.
  package func states(_ story: [DialogueState], usesText: Bool) -> [DialogueState] {
    var states: [DialogueState] = []
    // What the last state looks like only matters where it stays.
    var isLast = true
    for state in story.reversed() where !state.followsUnlikelyIntent {
      defer { isLast = false }
      if isLast, kind == .intentMaxHistory, state.followsListening { continue }
      states.append(state.choosing(usesText: isLast ? usesText : nil))
      if states.count == maximumHistory { break }
    }
    return states.reversed()
  }
}

extension DialogueState {
  private static let listen = ActionReference.name(Name(DefaultAction.listen))
  private static let unlikelyIntent = ActionReference.name(Name(DefaultAction.unlikelyIntent))

  /// Whether the bot waited for the user before: only then do policies see what the user said.
  var followsListening: Bool { previousAction == Self.listen }

  fileprivate var followsUnlikelyIntent: Bool { previousAction == Self.unlikelyIntent }

  /// The same state with only one half of the message.
  /// - Parameter usesText: which half of a last message; `nil` for a message that is not the last: its intent where it has one.
  fileprivate func choosing(usesText: Bool?) -> DialogueState {
    var state = self
    if let usesText, followsListening {
      if usesText {
        state.user?.intent = nil
        state.user?.entities = []
      } else {
        state.user?.text = nil
      }
    }
    if state.user?.intent != nil { state.user?.text = nil }
    return state
  }
}
