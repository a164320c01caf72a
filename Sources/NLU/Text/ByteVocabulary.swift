/// A hash table from words, as UTF-8, to numbers: it is asked about slices of a message, so that no string is made for them.
///
/// It never changes after it was built.
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
      let start = storage.count
      storage.append(contentsOf: word.utf8)
      let hash = storage.withBytes(start..<storage.count, Self.hash)
      var slot = Int(truncatingIfNeeded: hash) & (size - 1)
      while slots[slot].entry >= 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = Slot(entry: Int32(truncatingIfNeeded: entries.count), tag: UInt32(truncatingIfNeeded: hash >> 32))
      entries.append(Entry(start: start, length: storage.count - start, value: value))
    }
    self.count = entries.count
    self.entries = entries
    self.slots = slots
    self.words = storage
  }

  /// Mixes in eight bytes at a time.
  @inline(__always)
  private static func hash(_ word: UnsafeBufferPointer<UInt8>) -> UInt64 {
    let bytes = UnsafeRawBufferPointer(word)
    var hash = UInt64(truncatingIfNeeded: bytes.count)
    var position = 0
    while position + 8 <= bytes.count {
      hash = mix(hash ^ bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
      position += 8
    }
    var rest: UInt64 = 0
    while position < bytes.count {
      rest = rest << 8 | UInt64(bytes[position])
      position += 1
    }
    return mix(hash ^ rest)
  }

  @inline(__always)
  private static func mix(_ hash: UInt64) -> UInt64 {
    let product = hash &* 0x9E37_79B9_7F4A_7C15
    return product ^ product >> 29
  }

  /// Whether it holds a word.
  func contains(_ word: String) -> Bool {
    var word = word
    return word.withUTF8 { value(of: $0) } != nil
  }

  /// The number of a word.
  func value(of word: UnsafeBufferPointer<UInt8>) -> Int32? {
    let hash = Self.hash(word)
    let tag = UInt32(truncatingIfNeeded: hash >> 32)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot].entry >= 0 {
      if slots[slot].tag == tag {
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
