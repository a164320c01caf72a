import Inference
import ModelFormat

/// Tags words for one attribute of entities.
struct CRFTagger: Sendable {
  let attribute: EntityTagSpecification.Attribute
  private let window: CRFWindow
  private let attributes: CRFAttributes
  private let chain: LinearChainModel
  /// The tags in the order in which training saw them.
  private let tags: [EntityTag]
  private let tagTexts: [[UInt8]]
  /// For each tag the first one of the same name, whatever its place in the entity.
  private let names: [Int]

  /// Trains a tagger.
  /// - Throws: `LinearChainError` when the sentences need too much memory.
  init(
    _ attribute: EntityTagSpecification.Attribute, _ window: CRFWindow, _ dataset: CRFDataset, _ training: LinearChainModel.Training
  ) throws(LinearChainError) {
    let window = attribute == .entity ? window : window.withEntities()
    var attributes = CRFAttributes()
    var examples = LinearChainExamples()
    var tagTexts: [[UInt8]] = []
    var numbers: [[UInt8]: Int32] = [:]
    dataset.forEach(attribute) { sentence, tags in
      for (word, tag) in tags.enumerated() {
        sentence.forEachAttribute(of: word, window) { slot, text, value in
          examples.add(attribute: attributes.insert(slot, text), value: value)
        }
        let text = Array(tag.utf8)
        let number = numbers[text] ?? Int32(truncatingIfNeeded: tagTexts.count)
        if Int(number) == tagTexts.count {
          numbers[text] = number
          tagTexts.append(text)
        }
        examples.endWord(label: number)
      }
      examples.endSentence()
    }
    let chain = try LinearChainModel(examples, training)
    self.attribute = attribute
    self.window = window
    self.attributes = attributes.filtered(chain.isActive)
    self.chain = chain
    self.tagTexts = tagTexts
    let tags = tagTexts.map { EntityTag(String(decoding: $0, as: UTF8.self)) }
    self.tags = tags
    names = tags.map { tag in tags.firstIndex { $0.name.utf8.elementsEqual(tag.name.utf8) } ?? 0 }
  }

  /// What is most likely of each word.
  struct Prediction {
    let tag: EntityTag
    /// The tag as training wrote it.
    let text: [UInt8]
    /// 0 to 1
    let confidence: Double
  }

  /// Tags the words of a sentence; there is at least one.
  /// - Parameter sumsPlaces: whether a tag is as likely as all the tags of its name together.
  func tag(_ sentence: CRFSentence, sumsPlaces: Bool) -> [Prediction] {
    let count = tags.count
    guard count > 0 else { return [] }
    let marginals = chain.marginals(words: sentence.words.count) { word, add in
      sentence.forEachAttribute(of: word, window) { slot, text, value in
        if value != 0, let attribute = attributes.number(slot, text) { add(attribute, value) }
      }
    }
    return sentence.words.indices.map { word in
      let row = marginals[word * count..<(word + 1) * count]
      var best = 0
      for tag in 1..<max(count, 1) where row[row.startIndex + tag] > row[row.startIndex + best] { best = tag }
      var confidence = row[row.startIndex + best]
      if sumsPlaces {
        confidence = 0
        for tag in 0..<count where names[tag] == names[best] { confidence += row[row.startIndex + tag] }
      }
      return Prediction(tag: tags[best], text: tagTexts[best], confidence: confidence)
    }
  }
}
