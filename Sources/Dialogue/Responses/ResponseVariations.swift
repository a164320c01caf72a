import JSON

/// The variations of a response, and which of them fit a conversation.
struct ResponseVariations {
  private let variations: [JSONObject]

  /// `nil` when there is no response of that name.
  init?(of response: String, in responses: JSONObject) {
    guard let variations = responses[response]?.array else { return nil }
    self.variations = variations.compactMap(\.object)
  }

  /// Those of the channel come before those of none, and of these the ones whose condition holds before the ones without.
  func fitting(slots: JSONObject, channel: String) -> [JSONObject] {
    let conditional = variations.filter { hasCondition($0) && holds($0, slots) }
    let others = variations.filter { ($0["condition"] ?? .null).isNull }
    let candidates = [
      conditional.filter { isMeant($0, for: channel) }, others.filter { isMeant($0, for: channel) },
      conditional.filter { isMeantForAll($0) }, others.filter { isMeantForAll($0) },
    ]
    return candidates.first { !$0.isEmpty } ?? []
  }

  /// The `id` of the first variation that fits; `nil` as well when two of those have the same one.
  func firstID(slots: JSONObject, channel: String) -> JSONValue? {
    let fitting = fitting(slots: slots, channel: channel)
    let identifiers = fitting.compactMap { $0["id"] }.filter(\.isTruthy)
    for (index, identifier) in identifiers.enumerated() where identifiers[..<index].contains(where: identifier.equalsInPython) {
      return nil
    }
    return fitting.first?["id"]
  }

  private func hasCondition(_ variation: JSONObject) -> Bool { variation["condition"]?.isTruthy ?? false }

  private func holds(_ variation: JSONObject, _ slots: JSONObject) -> Bool {
    (variation["condition"]?.array ?? []).allSatisfy { condition in
      let value = condition["value"] ?? .null
      let slot = condition["name"]?.string.flatMap { slots[$0] } ?? .null
      if let left = slot.string, let right = value.string { return CaseFolding.areEqual(left, right) }
      return slot.equalsInPython(value)
    }
  }

  private func isMeant(_ variation: JSONObject, for channel: String) -> Bool {
    variation["channel"]?.string.map { Name($0) } == Name(channel)
  }

  private func isMeantForAll(_ variation: JSONObject) -> Bool { (variation["channel"] ?? .null).isNull }
}
