/// Splits a text into words as Rasa's whitespace tokenizer does, in one pass over the code points.
///
/// Three rules drop punctuation: a run before white space or at the end; a run after white space or at the start, unless a digit follows;
/// a run between two characters of which neither is a digit, unless it belongs in an address (`a.b@c.d/e`). What is left between white
/// space are the words, of which those that are nothing but emoji are dropped too.
struct WordScanner {
  /// What the rules ask of a code point.
  private struct Kind: OptionSet {
    let rawValue: UInt8
    /// Neither a word character nor one of `#@&`.
    static let punctuation = Kind(rawValue: 1)
    /// Neither a word character nor one that addresses have.
    static let separator = Kind(rawValue: 2)
    static let space = Kind(rawValue: 4)
    /// Neither an ASCII digit nor white space.
    static let solid = Kind(rawValue: 8)
    /// What `split()` splits at: white space and the information separators.
    static let gap = Kind(rawValue: 16)
    static let emoji = Kind(rawValue: 32)
  }

  /// A run of one kind: what the rules look up by going back from its end.
  private struct Run {
    var end = 0
    /// The last white space of the run, -1 without one.
    var lastSpace = -1
    /// The last solid code point of the run or the one right after it, -1 without one.
    var lastSolid = -1
  }

  private let kinds: [Kind]
  /// Where each code point begins, and where the text ends; empty where every code point has one byte.
  private let offsets: [Int]
  private var punctuation = Run()
  private var separators = Run()

  /// Calls `body` for each word of a text with its place in bytes and in code points. There is always one: a text without words is itself the word.
  static func forEachWord(of bytes: UnsafeBufferPointer<UInt8>, _ body: (_ word: Range<Int>, _ codePoints: Range<Int>) -> Void) {
    var scanner = WordScanner(bytes)
    scanner.forEachWord(body)
  }

  private init(_ bytes: UnsafeBufferPointer<UInt8>) {
    let asciiKinds = Self.asciiKinds
    if bytes.allSatisfy({ $0 < 0x80 }) {
      kinds = bytes.map { asciiKinds[Int($0)] }
      offsets = []
      return
    }
    var kinds: [Kind] = []
    var offsets: [Int] = []
    kinds.reserveCapacity(bytes.count)
    offsets.reserveCapacity(bytes.count + 1)
    UTF8Scanning.forEach(in: bytes) { scalar, position, _ in
      kinds.append(scalar < 0x80 ? asciiKinds[Int(scalar)] : Self.kind(of: scalar))
      offsets.append(position)
    }
    offsets.append(bytes.count)
    self.kinds = kinds
    self.offsets = offsets
  }

  private static let asciiKinds: [Kind] = (0..<0x80).map { kind(of: $0) }
  private static let inWords: [UInt32] = "#@&".unicodeScalars.map(\.value)
  private static let inAddresses: [UInt32] = "._~:/?#[]()@!$&*+,;=-".unicodeScalars.map(\.value)

  private static func kind(of scalar: UInt32) -> Kind {
    let known = ScalarClass(of: scalar)
    var kind: Kind = []
    if !known.contains(.tokenWord) {
      if !inWords.contains(scalar) { kind.insert(.punctuation) }
      if !inAddresses.contains(scalar) { kind.insert(.separator) }
    }
    if known.contains(.tokenSpace) {
      kind.insert(.space)
    } else if !(0x30...0x39).contains(scalar) {
      kind.insert(.solid)
    }
    if known.contains(.space) { kind.insert(.gap) }
    if isEmoji(scalar) { kind.insert(.emoji) }
    return kind
  }

  /// The range from the circled letters on spans the CJK ideographs as well: so does Rasa's.
  private static func isEmoji(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x1F600...0x1F64F, 0x1F300...0x1F5FF, 0x1F680...0x1F6FF, 0x1F1E0...0x1F1FF: true
    case 0x2702...0x27B0, 0x24C2...0x1F251, 0x200C, 0x200D: true
    default: false
    }
  }

  @inline(__always)
  private mutating func forEachWord(_ body: (_ word: Range<Int>, _ codePoints: Range<Int>) -> Void) {
    var hasWords = false
    func end(_ word: Range<Int>) {
      guard word.contains(where: { !kinds[$0].contains(.emoji) }) else { return }
      hasWords = true
      body(bytes(of: word), word)
    }
    var start = 0
    var position = 0
    while position < kinds.count {
      if !kinds[position].contains(.punctuation) {
        position += 1
        continue
      }
      let next = endOfGap(from: position)
      if let next {
        if start < position { end(start..<position) }
        start = next
      }
      position = next ?? position + 1
    }
    if start < position { end(start..<position) }
    if !hasWords { body(bytes(of: 0..<kinds.count), 0..<kinds.count) }
  }

  private func bytes(of codePoints: Range<Int>) -> Range<Int> {
    offsets.isEmpty ? codePoints : offsets[codePoints.lowerBound]..<offsets[codePoints.upperBound]
  }

  /// Where the word after this punctuation may begin; `nil` when the punctuation belongs to a word.
  private mutating func endOfGap(from position: Int) -> Int? {
    let isGap = kinds[position].contains(.gap)
    // White space before a word is all that is dropped there, whatever the rules say.
    if isGap, position + 1 < kinds.count, !kinds[position + 1].contains(.punctuation) { return position + 1 }
    return endOfDropped(from: position) ?? (isGap ? position + 1 : nil)
  }

  /// Where the punctuation that is dropped at this place ends; `nil` when none is.
  private mutating func endOfDropped(from position: Int) -> Int? {
    let kind = kinds[position]
    guard kind.contains(.punctuation) else { return nil }
    if position >= punctuation.end { punctuation = run(of: .punctuation, from: position) }
    if punctuation.end == kinds.count { return kinds.count }
    if punctuation.lastSpace > position { return punctuation.lastSpace }
    if kind.contains(.space), punctuation.lastSolid > position + 1 { return punctuation.lastSolid }
    if position == 0 { return punctuation.lastSolid > 0 ? punctuation.lastSolid : nil }
    guard kind.contains(.separator), kinds[position - 1].contains(.solid) else { return nil }
    if position >= separators.end { separators = run(of: .separator, from: position) }
    return separators.lastSolid > position ? separators.lastSolid : nil
  }

  private func run(of kind: Kind, from position: Int) -> Run {
    var run = Run(end: position)
    while run.end < kinds.count, kinds[run.end].contains(kind) {
      if kinds[run.end].contains(.space) { run.lastSpace = run.end }
      if kinds[run.end].contains(.solid) { run.lastSolid = run.end }
      run.end += 1
    }
    if run.end < kinds.count, kinds[run.end].contains(.solid) { run.lastSolid = run.end }
    return run
  }
}
