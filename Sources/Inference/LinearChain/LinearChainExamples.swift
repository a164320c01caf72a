/// Tagged sentences, as a linear chain is trained on them: words with attributes, each with a value, and a label.
package struct LinearChainExamples {
  /// The attributes of all words, one word after the other.
  private(set) var attributes: [Int32] = []
  /// The attributes' values.
  private(set) var values: [Double] = []
  /// Where each word's attributes start; one entry more than there are words.
  private(set) var wordOffsets: [Int] = [0]
  /// The words' labels.
  private(set) var labels: [Int32] = []
  /// The words of each sentence; none is empty.
  private(set) var sentences: [Range<Int>] = []
  private(set) var attributeCount = 0
  private(set) var labelCount = 0

  package init() {}

  /// Gives the next word an attribute. A word may have one several times.
  package mutating func add(attribute: Int32, value: Double) {
    precondition(attribute >= 0, "attributes are counted from 0")
    attributes.append(attribute)
    values.append(value)
    attributeCount = max(attributeCount, Int(attribute) + 1)
  }

  /// Ends the word; what is added next belongs to the word behind it.
  package mutating func endWord(label: Int32) {
    precondition(label >= 0, "labels are counted from 0")
    labels.append(label)
    wordOffsets.append(attributes.count)
    labelCount = max(labelCount, Int(label) + 1)
  }

  /// Ends the sentence; one without words is left out.
  package mutating func endSentence() {
    let start = sentences.last?.upperBound ?? 0
    if start < labels.count { sentences.append(start..<labels.count) }
  }
}
