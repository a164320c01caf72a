import Inference
import JSON
import ModelFormat
import NLU

/// Finds entities in a user's text from which an action was predicted.
struct EntityRecognition: Sendable {
  /// Whether tags say where in an entity a word stands.
  private let usesBILOU: Bool
  private let splitting: EntitySplitting
  private static let extractor = "TEDPolicy"

  init(_ settings: ComponentSettings) throws(ModelFormatError) {
    usesBILOU = try settings.bool("BILOU_flag", default: true)
    splitting = try EntitySplitting(settings)
  }

  /// What the tracker learns of a message; nothing when there are no entities.
  func events(of message: UserUttered, _ output: TEDNetwork.Output, _ network: TEDNetwork) -> [Event] {
    guard let tagger = network.tagger, let text = message.text, !text.isEmpty,
      let (words, encoded) = network.turns.userText?.words(of: Name(text))
    else { return [] }
    var context = LaneMatrix(tokens: encoded.tokens, units: output.dialogue.units)
    for (unit, value) in output.dialogue.row(0).enumerated() {
      for token in 0..<encoded.tokens { context[token, unit] = value }
    }
    let predictions = tagger.tag(encoded.concatenated(with: context), entities: nil)
    guard predictions.contains(where: { $0.tag != 0 }) else { return [] }
    var tags = predictions.map { EntityTag(tagger.specification.tags[$0.tag]) }
    var confidences = predictions.map { Double($0.confidence) }
    if usesBILOU { BILOUConsistency.repair(&tags, &confidences) }
    let assembly = EntityAssembly(
      message: words, splitting: splitting, tags: [.entity: EntityAssembly.Tags(tags: tags, confidences: confidences)])
    return [Event(.entities(assembly.entities().map(json)))]
  }

  private func json(_ entity: Entity) -> JSONValue {
    var members = JSONObject()
    members["entity"] = .string(entity.entity)
    members["start"] = .integer(entity.start)
    members["end"] = .integer(entity.end)
    if let confidence = entity.confidenceEntity { members["confidence_entity"] = .number(confidence) }
    members["value"] = entity.value
    members["extractor"] = .string(Self.extractor)
    return .object(members)
  }
}
