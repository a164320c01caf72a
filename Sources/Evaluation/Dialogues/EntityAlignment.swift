internal import Dialogue
internal import JSON

/// Puts the entities that were found in messages beside those that the messages have.
enum EntityAlignment {
  /// Stands beside an entity that has no counterpart.
  private static let nothing: Name = "None"

  /// Each entity as it would be written into its message, beside the one in the same place.
  static func pairs(targets: [JSONObject], predictions: [JSONObject]) -> [(Name, Name)] {
    let (targets, predictions) = (byText(targets), byText(predictions))
    return Set(targets.keys).union(predictions.keys).sorted().flatMap { text in
      pairs(text.text, targets[text] ?? [], predictions[text] ?? [])
    }
  }

  /// Those of intents without a text belong to no message.
  private static func byText(_ entities: [JSONObject]) -> [Name: [JSONObject]] {
    var groups: [Name: [JSONObject]] = [:]
    for entity in entities { if let text = entity["text"]?.string { groups[Name(text), default: []].append(entity) } }
    return groups.mapValues { group in
      group.enumerated().sorted { (start($0.element), $0.offset) < (start($1.element), $1.offset) }.map(\.element)
    }
  }

  private static func start(_ entity: JSONObject) -> Int { entity["start"]?.integer ?? 0 }
  private static func end(_ entity: JSONObject) -> Int { entity["end"]?.integer ?? 0 }

  private static func pairs(_ text: String, _ targets: [JSONObject], _ predictions: [JSONObject]) -> [(Name, Name)] {
    func written(_ entity: JSONObject) -> Name { Name(AnnotatedMessage.annotation(of: entity, in: text)) }
    var (targets, predictions) = (targets[...], predictions[...])
    var pairs: [(Name, Name)] = []
    while !targets.isEmpty || !predictions.isEmpty {
      guard let target = targets.first else {
        pairs += predictions.map { (nothing, written($0)) }
        break
      }
      guard let prediction = predictions.first else {
        pairs += targets.map { (written($0), nothing) }
        break
      }
      let (one, other) = ((start(target), end(target)), (start(prediction), end(prediction)))
      if other < one {
        pairs.append((nothing, written(predictions.removeFirst())))
      } else if one < other {
        pairs.append((written(targets.removeFirst()), nothing))
      } else {
        pairs.append((written(targets.removeFirst()), written(predictions.removeFirst())))
      }
    }
    return pairs
  }
}
