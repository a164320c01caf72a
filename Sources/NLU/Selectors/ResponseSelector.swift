import JSON
public import ModelFormat

/// Chooses the response to a message of a retrieval intent, such as `faq/breakfast` for `faq`.
public struct ResponseSelector: NLUComponent {
  private static let name = "ResponseSelector"
  /// The retrieval intent that this selector serves, or `default` for all.
  private let selector: String
  /// `nil` when training had no examples for it.
  private let trained: Trained?

  private struct Trained: Sendable {
    let component: DIETComponent
    /// The domain's responses by their names, such as `utter_faq/breakfast`.
    let responses: JSONObject
    let retrievalIntents: [String]
    /// The response key of each label, by its number: a label is such a key itself, or the text of a response.
    let responseKeys: [String]
  }

  public static func load(_ node: GraphNode, from model: ModelReader) throws(ModelFormatError) -> ResponseSelector {
    let settings = ComponentSettings(node)
    let selector = try settings.string("retrieval_intent") ?? ""
    guard model.isTrained(node) else { return ResponseSelector(selector: selector.isEmpty ? "default" : selector, trained: nil) }
    var configuration = try DIETConfiguration(settings)
    configuration.classifiesIntents = true
    configuration.recognizesEntities = false
    configuration.usesBILOU = false
    let component = try DIETComponent(
      prefix: name, configuration: configuration,
      labelEncoding: try settings.bool("use_text_as_label", default: false) ? .sequence : .bagOfWords, node: node, model: model)
    guard let responses = try model.json("\(name).responses.json", of: node).object,
      let intents = try model.json("\(name).retrieval_intents.json", of: node).array
    else { throw .malformed(file: model.name(of: "\(name).responses.json", of: node), reason: "it does not hold responses by name") }
    let keys = component.labels.map { responseKey(of: $0, in: responses) ?? $0 }
    return ResponseSelector(
      selector: selector.isEmpty ? "default" : selector,
      trained: Trained(
        component: component, responses: responses, retrievalIntents: intents.compactMap(\.string), responseKeys: keys))
  }

  public func check(_ message: Message) throws(ModelFormatError) { try trained?.component.check(message) }

  public func process(_ message: inout Message) {
    var selection = message.responseSelection ?? ResponseSelection()
    selection.retrievalIntents = trained?.retrievalIntents ?? []
    let ranking = trained.map { trained in
      trained.component.ranking(trained.component.predict(message)).map {
        ResponseSelection.Candidate(responseKey: trained.responseKeys[$0.label], confidence: $0.confidence)
      }
    }
    let best = ranking?.first ?? ResponseSelection.Candidate(responseKey: nil, confidence: 0)
    // An untrained selector names the action `utter_None`, as Rasa does.
    let action = Self.utterPrefix + (best.responseKey ?? "None")
    let choice = ResponseSelection.Choice(
      selector: selector, best: best, responses: responses(for: best.responseKey, action: action), utterAction: action,
      ranking: ranking ?? [])
    selection.choices.removeAll { $0.selector == selector }
    selection.choices.append(choice)
    message.responseSelection = selection
  }

  private static let utterPrefix = "utter_"

  /// The domain's responses; a key without any stands for itself, as a text.
  private func responses(for key: String?, action: String) -> JSONValue {
    if let responses = trained?.responses[action], responses.array?.isEmpty == false { return responses }
    guard let key, !key.isEmpty else { return .null }
    return [["text": .string(key)]]
  }

  /// The first response that has the label for its key or for a text. Labels are compared code point by code point.
  private static func responseKey(of label: String, in responses: JSONObject) -> String? {
    for (name, variations) in responses {
      let hasPrefix = name.utf8.starts(with: utterPrefix.utf8)
      let key = hasPrefix ? String(decoding: name.utf8.dropFirst(utterPrefix.utf8.count), as: UTF8.self) : name
      let texts = (variations.array ?? []).map { $0["text"]?.string ?? "" }
      if ([key] + texts).contains(where: { $0.utf8.elementsEqual(label.utf8) }) { return key }
    }
    return nil
  }
}
