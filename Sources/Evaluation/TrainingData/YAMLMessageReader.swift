internal import Dialogue
internal import JSON
internal import Shared

/// Reads the section `nlu` of training data. Synonyms, patterns and lookup tables teach a model; they are no messages.
enum YAMLMessageReader {
  static func read(_ document: TrainingDataDocument, into examples: inout TrainingExamples) throws(TrainingDataError) {
    for (index, item) in (document.root["nlu"]?.array ?? []).enumerated() {
      guard let intent = item["intent"]?.string, !intent.isEmpty else { continue }
      for entry in entries(item["examples"] ?? .null) {
        do {
          examples.append(try example(entry, intent, item["metadata"]))
        } catch {
          throw document.error(error.description, at: ["nlu", "\(index)"])
        }
      }
    }
  }

  private struct Entry {
    let text: String
    var metadata: JSONValue?
  }

  private static func entries(_ examples: JSONValue) -> [Entry] {
    if let text = examples.string { return lines(of: text).map { Entry(text: $0) } }
    return (examples.array ?? []).filter(\.isTruthy).map { example in
      Entry(text: stripped(example["text"]?.string ?? ""), metadata: example["metadata"])
    }
  }

  /// What stands behind the dash of each line that has one.
  private static func lines(of text: String) -> [String] {
    TextLines.split(text).compactMap { line in line.first == "-" ? stripped(String(String.UnicodeScalarView(line.dropFirst()))) : nil }
  }

  private static func stripped(_ text: String) -> String {
    let isBlank = { (scalar: Unicode.Scalar) in scalar == "\n" || scalar == "\r" || scalar == " " }
    let tail = Substring(text).unicodeScalars.drop(while: isBlank)
    guard let last = tail.lastIndex(where: { !isBlank($0) }) else { return "" }
    return String(tail[...last])
  }

  private static func example(_ entry: Entry, _ intent: String, _ metadata: JSONValue?) throws(TrainingDataError) -> TrainingExample? {
    let annotated: AnnotatedText
    do { annotated = try AnnotatedText(entry.text) } catch { throw TrainingDataError(error.description) }
    var notes = JSONObject()
    if let metadata, !metadata.isNull { notes["intent"] = metadata }
    if let metadata = entry.metadata, !metadata.isNull { notes["example"] = metadata }
    var more = JSONObject()
    if !notes.isEmpty { more["metadata"] = .object(notes) }
    return try TrainingExample(text: annotated.plain, label: intent, entities: annotated.entities, more: more)
  }
}
