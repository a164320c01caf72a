import Inference

extension Message {
  /// Whether any of these featurizers, or any at all when none is named, said something of the message.
  func hasFeatures(from featurizers: [String]) -> Bool {
    features.contains { features in
      (featurizers.isEmpty || featurizers.contains(features.origin))
        && (features.sequence != nil || features.sentence != nil || features.denseSequence != nil || features.denseSentence != nil)
    }
  }
}

extension CRFSentence {
  /// A message's words with what the featurizers before said of them.
  /// - Parameter featurizers: those whose dense features are read; empty for all.
  init(_ message: Message, _ words: [Token], featurizers: [String]) {
    self.init(message.utf8)
    for word in words { append(word.bytes) }
    addPatterns(message)
    for features in message.features where featurizers.isEmpty || featurizers.contains(features.origin) {
      guard let dense = features.denseSequence, dense.rows == words.count else { continue }
      for row in 0..<dense.rows { self.words[row].dense += dense[row: row].map(Double.init) }
    }
  }

  private mutating func addPatterns(_ message: Message) {
    for (number, features) in message.features.enumerated() {
      guard let names = features.patternNames, let sequence = features.sequence, sequence.rows == words.count else { continue }
      for word in words.indices {
        for cell in sequence.cells(ofRow: word) {
          let column = Int(sequence.indices[cell])
          // Of patterns with one name, the last one counts.
          let isLast = !names[(column + 1)...].contains(names[column])
          let later = message.features[(number + 1)...]
          guard isLast, !later.contains(where: { $0.patternNames?.contains(names[column]) == true }) else { continue }
          words[word].patterns.append((names[column], true))
        }
      }
    }
  }
}
