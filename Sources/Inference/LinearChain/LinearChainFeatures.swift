/// What a linear chain has weights for: every attribute together with every label that it was seen with, then every pair of labels.
package struct LinearChainFeatures: Sendable {
  package let labelCount: Int
  /// Where each attribute's weights start; one entry more than there are attributes.
  let offsets: [Int]
  /// The label of each of these weights; those of one attribute ascend.
  let labels: [Int32]

  /// How many weights belong to attributes; those of pairs of labels follow, row by row: (from, to).
  var stateCount: Int { labels.count }
  var count: Int { stateCount + labelCount * labelCount }

  init(labelCount: Int, offsets: [Int], labels: [Int32]) {
    self.labelCount = labelCount
    self.offsets = offsets
    self.labels = labels
  }
}

extension LinearChainFeatures {
  /// More weights are refused: training keeps some twenty numbers for each.
  package static let maximumCount = 1 << 22

  /// Collects the features of a training set.
  /// - Returns: them, and how often the training set has each, by value.
  /// - Throws: `LinearChainError` when there are too many.
  static func collect(
    _ examples: LinearChainExamples
  ) throws(LinearChainError) -> (features: LinearChainFeatures, frequencies: [Double]) {
    let labelCount = examples.labelCount
    guard labelCount <= 2048 else { throw .tooManyFeatures(labelCount * labelCount, limit: maximumCount) }
    let byAttribute = cells(examples)
    var offsets = [0]
    offsets.reserveCapacity(examples.attributeCount + 1)
    var labels: [Int32] = []
    var frequencies: [Double] = []
    var sums = [Double](repeating: 0, count: labelCount)
    var isSeen = [Bool](repeating: false, count: labelCount)
    var seen: [Int32] = []
    for attribute in 0..<examples.attributeCount {
      for cell in byAttribute.cells[byAttribute.offsets[attribute]..<byAttribute.offsets[attribute + 1]] {
        let label = Int(cell.label)
        if !isSeen[label] { seen.append(cell.label) }
        isSeen[label] = true
        sums[label] += cell.value
      }
      seen.sort()
      for label in seen {
        labels.append(label)
        frequencies.append(sums[Int(label)])
        sums[Int(label)] = 0
        isSeen[Int(label)] = false
      }
      seen.removeAll(keepingCapacity: true)
      offsets.append(labels.count)
    }
    let features = LinearChainFeatures(labelCount: labelCount, offsets: offsets, labels: labels)
    guard features.count <= maximumCount else { throw .tooManyFeatures(features.count, limit: maximumCount) }
    frequencies += pairs(examples)
    return (features, frequencies)
  }

  private struct Cell {
    var label: Int32 = 0
    var value = 0.0
  }

  /// The labels and values that each attribute stands with, in the order of the sentences.
  private static func cells(_ examples: LinearChainExamples) -> (offsets: [Int], cells: [Cell]) {
    var offsets = [Int](repeating: 0, count: examples.attributeCount + 1)
    for attribute in examples.attributes { offsets[Int(attribute) + 1] += 1 }
    for index in offsets.indices.dropFirst() { offsets[index] += offsets[index - 1] }
    var next = offsets
    var cells = [Cell](repeating: Cell(), count: examples.attributes.count)
    for word in examples.labels.indices {
      for index in examples.wordOffsets[word]..<examples.wordOffsets[word + 1] {
        let attribute = Int(examples.attributes[index])
        cells[next[attribute]] = Cell(label: examples.labels[word], value: examples.values[index])
        next[attribute] += 1
      }
    }
    return (offsets, cells)
  }

  /// How often each label follows each other one: (from, to).
  private static func pairs(_ examples: LinearChainExamples) -> [Double] {
    var counts = [Double](repeating: 0, count: examples.labelCount * examples.labelCount)
    for sentence in examples.sentences {
      for word in sentence.dropFirst() {
        counts[Int(examples.labels[word - 1]) * examples.labelCount + Int(examples.labels[word])] += 1
      }
    }
    return counts
  }
}
