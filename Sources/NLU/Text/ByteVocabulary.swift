/// A hash table from words and n-grams, as UTF-8, to numbers: it is asked about slices of a message, so that no string is made for them.
///
/// It never changes after it was built. A slice's hash can be extended byte by byte, so all the n-grams that begin at one place cost one pass.
struct ByteVocabulary: Sendable {
  /// How many words it holds.
  let count: Int

  private struct Entry {
    let start: Int
    let length: Int
    let value: Int32
  }

  private let entries: [Entry]
  /// Positions in `entries`, each with half of its entry's hash, so that most words which are not there are found missing without a look
  /// at the entries. There are a power of two, at least twice the number of entries, so that a search always ends.
  private let slots: [Slot]

  private struct Slot {
    /// -1 where there is none.
    var entry: Int32 = -1
    var tag: UInt32 = 0
  }
  private let words: [UInt8]

  /// - Parameter words: each word with its number; of a word that is given twice, the first counts.
  init(_ words: some Collection<(word: String, value: Int32)>) {
    var size = 4
    while size < words.count * 2 { size *= 2 }
    var slots = [Slot](repeating: Slot(), count: size)
    var entries: [Entry] = []
    var storage: [UInt8] = []
    entries.reserveCapacity(words.count)
    for (word, value) in words {
      let bytes = Array(word.utf8)
      let hash = bytes.reduce(Self.emptyHash, Self.extend)
      var slot = Self.slot(of: hash, count: size)
      while slots[slot].entry >= 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = Slot(entry: Int32(truncatingIfNeeded: entries.count), tag: UInt32(truncatingIfNeeded: hash))
      entries.append(Entry(start: storage.count, length: bytes.count, value: value))
      storage.append(contentsOf: bytes)
    }
    self.count = entries.count
    self.entries = entries
    self.slots = slots
    self.words = storage
  }

  /// The hash of no bytes.
  static let emptyHash: UInt64 = 0xCBF2_9CE4_8422_2325

  /// The hash of some bytes and one more (FNV-1a).
  @inline(__always)
  static func extend(_ hash: UInt64, with byte: UInt8) -> UInt64 { (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }

  @inline(__always)
  private static func slot(of hash: UInt64, count: Int) -> Int {
    Int(truncatingIfNeeded: (hash ^ hash >> 29) &* 0x9E37_79B9_7F4A_7C15 >> 32) & (count - 1)
  }

  /// The number of a word.
  func value(of word: UnsafeBufferPointer<UInt8>) -> Int32? {
    value(of: word, hash: word.reduce(Self.emptyHash, Self.extend))
  }

  /// Whether it holds a word.
  func contains(_ word: String) -> Bool {
    var word = word
    return word.withUTF8 { value(of: $0) } != nil
  }

  /// The number of a word whose hash is known.
  @inline(__always)
  func value(of word: UnsafeBufferPointer<UInt8>, hash: UInt64) -> Int32? {
    var slot = Self.slot(of: hash, count: slots.count)
    while slots[slot].entry >= 0 {
      if slots[slot].tag == UInt32(truncatingIfNeeded: hash) {
        let entry = entries[Int(slots[slot].entry)]
        if entry.length == word.count, isEqual(entry, word) { return entry.value }
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  private func isEqual(_ entry: Entry, _ word: UnsafeBufferPointer<UInt8>) -> Bool {
    for index in 0..<word.count where words[entry.start + index] != word[index] { return false }
    return true
  }
}
