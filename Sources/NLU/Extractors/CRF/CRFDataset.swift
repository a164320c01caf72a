import JSON
import ModelFormat

/// The sentences that `crf_dataset.json` keeps for training, which Rasa does when it loads a model.
struct CRFDataset {
  private let sentences: [(sentence: CRFSentence, tags: [EntityTagSpecification.Attribute: [String]])]

  /// - Parameter name: the file, as errors name it.
  /// - Throws: `ModelFormatError.malformed`, naming the sentence and the word, counted from 1.
  init(_ json: JSONValue, name: String) throws(ModelFormatError) {
    guard let list = json.array else { throw .malformed(file: name, reason: "it holds \(json.kind) instead of a list") }
    var sentences: [(sentence: CRFSentence, tags: [EntityTagSpecification.Attribute: [String]])] = []
    sentences.reserveCapacity(list.count)
    for (number, words) in list.enumerated() {
      guard let words = words.array else {
        throw .malformed(file: name, reason: "sentence \(number + 1) is \(words.kind) instead of a list")
      }
      var sentence = CRFSentence([])
      var tags: [EntityTagSpecification.Attribute: [String]] = [.entity: [], .role: [], .group: []]
      for (position, word) in words.enumerated() {
        let place = "word \(position + 1) of sentence \(number + 1)"
        try sentence.append(word, place: place, name: name)
        for attribute in EntityTagSpecification.Attribute.allCases {
          guard let tag = word[Self.key(attribute)]?.string else {
            throw .malformed(file: name, reason: "\(place) has no text as \(Self.key(attribute))")
          }
          tags[attribute]?.append(tag)
        }
      }
      sentences.append((sentence, tags))
    }
    self.sentences = sentences
  }

  private static func key(_ attribute: EntityTagSpecification.Attribute) -> String {
    switch attribute {
    case .entity: "entity_tag"
    case .role: "entity_role_tag"
    case .group: "entity_group_tag"
    }
  }

  /// Whether there is nothing to train on.
  var isEmpty: Bool { sentences.isEmpty }

  /// Calls `body` with each sentence and its words' tags for one attribute.
  func forEach(_ attribute: EntityTagSpecification.Attribute, _ body: (CRFSentence, [String]) -> Void) {
    for (sentence, tags) in sentences { body(sentence, tags[attribute] ?? []) }
  }
}

extension CRFSentence {
  /// Adds a word as training stored it.
  fileprivate mutating func append(_ json: JSONValue, place: String, name: String) throws(ModelFormatError) {
    guard let text = json["text"]?.string else { throw .malformed(file: name, reason: "\(place) has no text") }
    guard let patterns = json["pattern"]?.object else { throw .malformed(file: name, reason: "\(place) has no patterns") }
    guard let dense = json["dense_features"]?.array else { throw .malformed(file: name, reason: "\(place) has no list of dense_features") }
    guard let tag = json["entity_tag"]?.string else { throw .malformed(file: name, reason: "\(place) has no text as entity_tag") }
    append(text)
    let word = words.count - 1
    words[word].tag = Array(tag.utf8)
    for (pattern, isFound) in patterns {
      guard let isFound = isFound.bool else {
        throw .malformed(file: name, reason: "a pattern of \(place) is \(isFound.kind) instead of true or false")
      }
      words[word].patterns.append((Array(pattern.utf8), isFound))
    }
    for value in dense {
      // Texts, so that no digit is lost.
      guard let value = value.string.flatMap(Double.init) ?? value.double, value.isFinite else {
        throw .malformed(file: name, reason: "a dense feature of \(place) is no finite number")
      }
      words[word].dense.append(value)
    }
  }
}
