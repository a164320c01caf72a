/// A sentence as its words' features are read from it.
struct CRFSentence {
  /// One word; the ranges are positions in `bytes` and `lowered`.
  struct Word {
    let text: Range<Int>
    let lowered: Range<Int>
    let looks: WordLooks
    /// The patterns of the training data, in their order, and whether the word is part of what one found. Those that found
    /// nothing need not be named outside of training.
    var patterns: [(name: [UInt8], isFound: Bool)] = []
    /// What featurizers that embed words said of it.
    var dense: [Double] = []
    /// The tag of its entity.
    var tag = CRFSentence.outside
  }

  /// The tag of a word that belongs to no entity.
  static let outside = Array("O".utf8)
  private static let bias = Array("bias".utf8)

  private(set) var bytes: [UInt8]
  private(set) var lowered: [UInt8] = []
  var words: [Word] = []

  /// A sentence without words.
  /// - Parameter bytes: the text that the words are slices of.
  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Adds a word that is a slice of the text.
  mutating func append(_ text: Range<Int>) {
    let start = lowered.count
    var lowered = lowered
    self.lowered = []
    bytes.withBytes(text) { PythonText.lower($0, into: &lowered) }
    self.lowered = lowered
    words.append(Word(text: text, lowered: start..<lowered.count, looks: bytes.withBytes(text, WordLooks.init(of:))))
  }

  /// Adds a word behind the text.
  mutating func append(_ word: String) {
    let start = bytes.count
    bytes.append(contentsOf: word.utf8)
    append(start..<bytes.count)
  }

  /// Calls `add` with every attribute of a word, in the order in which Rasa hands them to CRFsuite.
  func forEachAttribute(
    of anchor: Int, _ window: CRFWindow, _ add: (_ slot: CRFSlot, _ text: UnsafeBufferPointer<UInt8>, _ value: Double) -> Void
  ) {
    let nothing = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    var isBeginning = false
    var isEnd = false
    for (place, features) in window.places.enumerated() {
      let position = anchor + place - window.places.count / 2
      if position >= words.count {
        if !isEnd { add(.end, nothing, 1) }
        isEnd = true
      } else if position < 0 {
        if !isBeginning { add(.beginning, nothing, 1) }
        isBeginning = true
      } else {
        for feature in features { self.add(feature, CRFSlot(place: place, feature), words[position], add) }
      }
    }
  }

  @inline(__always)
  private func add(
    _ feature: CRFFeature, _ slot: CRFSlot, _ word: Word,
    _ add: (_ slot: CRFSlot, _ text: UnsafeBufferPointer<UInt8>, _ value: Double) -> Void
  ) {
    func truth(_ looks: WordLooks) {
      add(slot, UnsafeBufferPointer(start: nil, count: 0), word.looks.contains(looks) ? 1 : 0)
    }
    func prefix(_ length: Int) { bytes.withBytes(word.text) { add(slot, Self.cut(LexicalFeature.prefix($0, length)), 1) } }
    func suffix(_ length: Int) { bytes.withBytes(word.text) { add(slot, Self.cut(LexicalFeature.suffix($0, length)), 1) } }
    switch feature {
    case .low: lowered.withBytes(word.lowered) { add(slot, Self.cut($0), 1) }
    case .title: truth(.title)
    case .upper: truth(.upper)
    case .digit: truth(.digit)
    case .bias: Self.bias.withUnsafeBufferPointer { add(slot, $0, 1) }
    case .prefix2: prefix(2)
    case .prefix5: prefix(5)
    case .suffix1: suffix(1)
    case .suffix2: suffix(2)
    case .suffix3: suffix(3)
    case .suffix5: suffix(5)
    case .pattern:
      for (name, isFound) in word.patterns { name.withUnsafeBufferPointer { add(slot, Self.cut($0), isFound ? 1 : 0) } }
    case .entity: word.tag.withUnsafeBufferPointer { add(slot, Self.cut($0), 1) }
    case .denseFeatures:
      for (index, value) in word.dense.enumerated() {
        withUnsafeBytes(of: UInt64(truncatingIfNeeded: index).littleEndian) { add(slot, $0.assumingMemoryBound(to: UInt8.self), value) }
      }
    // Refused when the window was read.
    case .pos, .pos2: break
    }
  }

  /// CRFsuite takes a text to end before its first NUL.
  private static func cut(_ text: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    guard let end = text.firstIndex(of: 0) else { return text }
    return UnsafeBufferPointer(rebasing: text[..<end])
  }
}
