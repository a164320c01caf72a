internal import Dialogue
package import JSON

/// The messages of a body, each of them once.
package struct TrainingExamples: Sendable {
  package private(set) var all: [TrainingExample] = []
  private var identities: Set<Name> = []

  init() {}

  mutating func append(_ example: TrainingExample?) {
    guard let example, identities.insert(example.identity).inserted else { return }
    all.append(example)
  }
}

extension TrainingExamples {
  /// Reads YAML: the section `nlu`, and what users say in the sections `stories` and `rules`.
  /// - Parameter bytes: the same file. One that is JSON holds messages in Rasa's JSON format or none, as in Rasa.
  /// - Throws: `TrainingDataError`.
  package init(_ document: TrainingDataDocument, bytes: [UInt8]) throws(TrainingDataError) {
    self.init()
    if let json = try? JSONParser.parse(bytes) {
      if json["rasa_nlu_data"] != nil { self = try JSONMessageReader.read(json) }
    } else if document.isReadable {
      try YAMLMessageReader.read(document, into: &self)
    }
    for example in try StoryMessages.examples(in: document) { append(example) }
  }

  /// Reads Rasa's JSON format.
  /// - Throws: `TrainingDataError`.
  package init(json: JSONValue) throws(TrainingDataError) { self = try JSONMessageReader.read(json) }
}
