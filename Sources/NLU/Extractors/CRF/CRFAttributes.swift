/// The attributes that training saw, numbered in the order in which they were first seen: a hash table that is asked about slices of a
/// message, so that no text is made for them.
struct CRFAttributes: Sendable {
  private struct Entry {
    let slot: CRFSlot
    let start: Int
    let length: Int
    let hash: UInt64
    let number: Int32
  }

  private var entries: [Entry] = []
  /// Positions in `entries`, -1 where there is none. There are a power of two, at least twice the number of entries.
  private var table: [Int32]
  private var texts: [UInt8] = []

  var count: Int { entries.count }

  init() { table = [Int32](repeating: -1, count: 16) }

  /// Only the attributes for which `isKept` holds; they keep their numbers.
  func filtered(_ isKept: (Int32) -> Bool) -> CRFAttributes {
    var kept = CRFAttributes()
    for entry in entries where isKept(entry.number) {
      texts.withUnsafeBufferPointer { texts in
        kept.insert(entry.slot, UnsafeBufferPointer(rebasing: texts[entry.start..<entry.start + entry.length]), entry.hash, entry.number)
      }
    }
    return kept
  }

  /// The number of an attribute; `nil` for one that training did not see.
  func number(_ slot: CRFSlot, _ text: UnsafeBufferPointer<UInt8>) -> Int32? {
    let entry = table[position(slot, text, Self.hash(slot, text))]
    return entry < 0 ? nil : entries[Int(entry)].number
  }

  /// The number of an attribute, which is given a new one when it was not seen before.
  mutating func insert(_ slot: CRFSlot, _ text: UnsafeBufferPointer<UInt8>) -> Int32 {
    let hash = Self.hash(slot, text)
    let entry = table[position(slot, text, hash)]
    if entry >= 0 { return entries[Int(entry)].number }
    let number = Int32(truncatingIfNeeded: entries.count)
    insert(slot, text, hash, number)
    return number
  }

  private mutating func insert(_ slot: CRFSlot, _ text: UnsafeBufferPointer<UInt8>, _ hash: UInt64, _ number: Int32) {
    if (entries.count + 1) * 2 > table.count { grow() }
    table[position(slot, text, hash)] = Int32(truncatingIfNeeded: entries.count)
    entries.append(Entry(slot: slot, start: texts.count, length: text.count, hash: hash, number: number))
    texts.append(contentsOf: text)
  }

  private mutating func grow() {
    table = [Int32](repeating: -1, count: table.count * 2)
    for (index, entry) in entries.enumerated() {
      var position = Self.start(entry.hash, table.count)
      while table[position] >= 0 { position = (position + 1) & (table.count - 1) }
      table[position] = Int32(truncatingIfNeeded: index)
    }
  }

  /// Where in the table an attribute stands, or would.
  private func position(_ slot: CRFSlot, _ text: UnsafeBufferPointer<UInt8>, _ hash: UInt64) -> Int {
    var position = Self.start(hash, table.count)
    while table[position] >= 0 {
      let entry = entries[Int(table[position])]
      if entry.hash == hash, entry.slot == slot, entry.length == text.count, isEqual(entry, text) { return position }
      position = (position + 1) & (table.count - 1)
    }
    return position
  }

  private func isEqual(_ entry: Entry, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    for index in 0..<text.count where texts[entry.start + index] != text[index] { return false }
    return true
  }

  /// FNV-1a.
  private static func hash(_ slot: CRFSlot, _ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash: UInt64 = (0xCBF2_9CE4_8422_2325 ^ UInt64(slot.number)) &* 0x100_0000_01B3
    for byte in text { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return hash
  }

  private static func start(_ hash: UInt64, _ count: Int) -> Int {
    Int(truncatingIfNeeded: (hash ^ hash >> 29) &* 0x9E37_79B9_7F4A_7C15 >> 32) & (count - 1)
  }
}
