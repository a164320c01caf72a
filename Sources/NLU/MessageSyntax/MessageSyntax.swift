import JSON
package import ModelFormat

/// Messages that say themselves what they mean: `/intent`, `/intent@0.7`, `/intent{"entity": "value"}`.
///
/// Buttons send such messages, and so do testers. They bypass the pipeline.
package struct MessageSyntax: Sendable {
  /// What a message may name; `nil` when anything goes, as in a model that was trained without a domain.
  private let names: DomainNames?

  /// - Parameter metadata: of the model; its graph says whether messages are held against the domain.
  package init(_ metadata: ModelMetadata) {
    let handler = metadata.graph.nodes.first { $0.className == Self.extractor }
    let isHeldAgainstDomain = handler?.needs.contains { $0.argument == "domain" } ?? true
    self.init(names: isHeldAgainstDomain ? DomainNames(domain: metadata.domain) : nil)
  }

  init(names: DomainNames?) { self.names = names }

  /// The syntax where no domain says which names there are, as in stories.
  package static let open = MessageSyntax(names: nil)

  private static let extractor = "RegexMessageHandler"

  /// What the message means; `nil` when it is not in this syntax or names an intent that the domain does not have.
  package func parse(_ text: String) -> Message? {
    let text = PythonText.strip(text)
    let bytes = Array(text.utf8)
    guard bytes.first == UInt8(ascii: "/"), let parts = Parts(bytes) else { return nil }
    let name = PythonText.strip(String(decoding: bytes[parts.name], as: UTF8.self))
    if let names, !names.intents.contains(name) { return nil }
    let intent = IntentPrediction(name: name, confidence: parts.confidence.map { Self.confidence(bytes[$0]) } ?? 1)
    var message = Message(text: text)
    message.intent = intent
    message.intentRanking = [intent]
    if let range = parts.entities { message.entities = entities(in: range, of: bytes) }
    return message
  }

  /// The pieces of a message as ranges of bytes. What stands behind them is ignored.
  private struct Parts {
    let name: Range<Int>
    /// Digits and full stops, without the `@`.
    private(set) var confidence: Range<Int>?
    /// With both braces.
    private(set) var entities: Range<Int>?

    init?(_ bytes: [UInt8]) {
      var position = bytes.firstIndex { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "@") } ?? bytes.count
      guard position > 1 else { return nil }
      name = 1..<position
      if position < bytes.count, bytes[position] == UInt8(ascii: "@") {
        let end = bytes[(position + 1)...].firstIndex { !(0x30...0x39).contains($0) && $0 != UInt8(ascii: ".") } ?? bytes.count
        guard end > position + 1 else { return }
        confidence = position + 1..<end
        position = end
      }
      guard position < bytes.count, bytes[position] == UInt8(ascii: "{") else { return }
      // Up to the last brace of the line, with something in between.
      let line = bytes[position...].prefix { $0 != UInt8(ascii: "\n") }
      guard let end = line.lastIndex(of: UInt8(ascii: "}")), end > position + 1 else { return }
      entities = position..<end + 1
    }
  }

  /// At most 1, and 0 for what is no number, such as `0.5.1`.
  private static func confidence(_ digits: ArraySlice<UInt8>) -> Double {
    min(1, Double(String(decoding: digits, as: UTF8.self)) ?? 0)
  }

  /// The entities of a JSON object; none when it is malformed. Every entity spans the whole object.
  private func entities(in range: Range<Int>, of bytes: [UInt8]) -> [Entity] {
    guard let object = (try? JSONParser.parse(Array(bytes[range])))?.object else { return [] }
    let start = bytes.withBytes(0..<range.lowerBound, UTF8Scanning.count)
    let end = start + bytes.withBytes(range, UTF8Scanning.count)
    var entities: [Entity] = []
    for (name, value) in object where names?.entities.contains(name) ?? true {
      for value in value.array ?? [value] {
        entities.append(Entity(entity: name, start: start, end: end, value: value, extractor: Self.extractor))
      }
    }
    return entities
  }
}
