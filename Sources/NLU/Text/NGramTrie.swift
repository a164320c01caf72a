/// A tree of the runs of characters in a vocabulary, as UTF-8: all the runs that begin at one place of a text are found on one way down,
/// which ends where no longer one is known.
///
/// Its branches are one hash table from a node and a byte to the node below. It never changes after it was built.
struct NGramTrie: Sendable {
  /// A node is the place where it stands in `slots`.
  fileprivate struct Slot {
    /// The node above, -1 where there is no node.
    var parent: Int32 = -1
    /// The number of the run that ends here, -1 where none does.
    var value: Int32 = -1
    /// The last byte of the run.
    var byte: UInt8 = 0
  }

  /// At least twice as many as there are nodes, so that a search always ends.
  private var slots: [Slot]
  private let bits: UInt64
  private static let root = Int32.max

  /// - Parameter runs: each run with its number, which is not negative. In the order of their bytes, they take the least memory.
  init(_ runs: [(word: String, value: Int32)]) {
    var bits: UInt64 = 3
    let nodes = Self.countNodes(of: runs)
    while 1 << bits < nodes * 2 { bits += 1 }
    self.bits = bits
    slots = Array(repeating: Slot(), count: 1 << bits)
    for (run, value) in runs {
      var node = Self.root
      for byte in run.utf8 { node = insert(byte, below: node) }
      if node != Self.root { slots[Int(node)].value = value }
    }
  }

  /// At most so many nodes are needed: what a run shares with the one before it is there already.
  private static func countNodes(of runs: [(word: String, value: Int32)]) -> Int {
    var nodes = 0
    var last: [UInt8] = []
    for (run, _) in runs {
      let bytes = Array(run.utf8)
      var shared = 0
      while shared < min(bytes.count, last.count), bytes[shared] == last[shared] { shared += 1 }
      nodes += bytes.count - shared
      last = bytes
    }
    return nodes
  }

  private mutating func insert(_ byte: UInt8, below node: Int32) -> Int32 {
    var slot = Self.place(of: byte, below: node, bits)
    while slots[slot].parent >= 0 {
      if slots[slot].parent == node, slots[slot].byte == byte { return Int32(truncatingIfNeeded: slot) }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = Slot(parent: node, byte: byte)
    return Int32(truncatingIfNeeded: slot)
  }

  @inline(__always)
  private static func place(of byte: UInt8, below node: Int32, _ bits: UInt64) -> Int {
    let key = UInt64(UInt32(bitPattern: node)) << 8 | UInt64(byte)
    return Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> (64 - bits))
  }

  /// Calls `body` with the tree, so that many runs can be looked up one after another.
  @inline(__always)
  func withNodes(_ body: (Nodes) -> Void) {
    slots.withUnsafeBufferPointer { body(Nodes(slots: $0, bits: bits)) }
  }

  /// The tree while it is asked.
  struct Nodes {
    fileprivate let slots: UnsafeBufferPointer<Slot>
    fileprivate let bits: UInt64

    /// The node below another, -1 without one.
    @inline(__always)
    private func node(_ byte: UInt8, below node: Int32) -> Int32 {
      var slot = NGramTrie.place(of: byte, below: node, bits)
      while slots[slot].parent >= 0 {
        if slots[slot].parent == node, slots[slot].byte == byte { return Int32(truncatingIfNeeded: slot) }
        slot = (slot + 1) & (slots.count - 1)
      }
      return -1
    }

    /// The number of a run.
    func value(of run: UnsafeBufferPointer<UInt8>) -> Int32? {
      var node = NGramTrie.root
      for byte in run {
        node = self.node(byte, below: node)
        if node < 0 { return nil }
      }
      return node != NGramTrie.root && slots[Int(node)].value >= 0 ? slots[Int(node)].value : nil
    }

    /// Calls `body` with the number of each run that begins at `start` and has one of those lengths, counted in code points.
    @inline(__always)
    func forEachRun(
      from start: Int, in text: UnsafeBufferPointer<UInt8>, lengths: ClosedRange<Int>, _ body: (Int32) -> Void
    ) {
      var node = NGramTrie.root
      var end = start
      var length = 0
      while end < text.count, length < lengths.upperBound {
        repeat {
          node = self.node(text[end], below: node)
          if node < 0 { return }
          end += 1
        } while end < text.count && !UTF8Scanning.isLeading(text[end])
        length += 1
        if length >= lengths.lowerBound, slots[Int(node)].value >= 0 { body(slots[Int(node)].value) }
      }
    }
  }
}
