/// What is left of letters without their accents.
struct AccentTable: Sendable {
  /// The table of Unicode 13, which models are trained with.
  static let shared = AccentTable(parsing: data)

  /// The code points that change, in ascending order.
  private var sources: [UInt32] = []
  /// Where the targets of each source end; they begin where those of the one before end.
  private var ends: [Int32] = []
  private var targets: [UInt32] = []

  /// Calls `body` for each code point that is left of one.
  @inline(__always)
  func forEachTarget(of scalar: UInt32, _ body: (UInt32) -> Void) {
    if (Hangul.first...Hangul.last).contains(scalar) { return Hangul.decompose(scalar, body) }
    guard let index = index(of: scalar) else { return body(scalar) }
    for target in (index == 0 ? 0 : ends[index - 1])..<ends[index] { body(targets[Int(target)]) }
  }

  private func index(of scalar: UInt32) -> Int? {
    var low = 0
    var high = sources.count
    while low < high {
      let middle = (low + high) / 2
      if sources[middle] < scalar { low = middle + 1 } else { high = middle }
    }
    return low < sources.count && sources[low] == scalar ? low : nil
  }

  private init(parsing data: StaticString) {
    let text = UnsafeBufferPointer(start: data.utf8Start, count: data.utf8CodeUnitCount)
    for entry in text.split(whereSeparator: { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }) {
      let sides = entry.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
      let sources = sides[0].split(separator: UInt8(ascii: "-")).map(Self.number)
      let targets = sides[1].split(separator: UInt8(ascii: ".")).map(Self.number)
      for source in sources[0]...sources[sources.count - 1] {
        self.sources.append(source)
        self.targets.append(contentsOf: sources.count == 1 ? targets : targets.map { $0 + source - sources[0] })
        ends.append(Int32(truncatingIfNeeded: self.targets.count))
      }
    }
  }

  private static func number(_ digits: some Collection<UInt8>) -> UInt32 {
    digits.reduce(0) { $0 << 4 | UInt32($1 > 0x39 ? $1 - 0x57 : $1 - 0x30) }
  }

  /// Korean syllables are put together by rule from a leading consonant, a vowel and sometimes a trailing consonant.
  private enum Hangul {
    static let first: UInt32 = 0xAC00
    static let last: UInt32 = 0xD7A3

    @inline(__always)
    static func decompose(_ syllable: UInt32, _ body: (UInt32) -> Void) {
      let index = syllable - first
      body(0x1100 + index / 588)
      body(0x1161 + index % 588 / 28)
      if index % 28 > 0 { body(0x11A7 + index % 28) }
    }
  }
}
