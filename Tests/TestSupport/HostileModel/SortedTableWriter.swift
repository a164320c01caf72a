/// Writes a checkpoint's index and data: one block of entries, one block that names it, the footer.
package struct SortedTableWriter {
  private var entries: [(key: String, value: [UInt8])] = []
  package private(set) var data: [UInt8] = []

  package init() {}

  package mutating func add(_ name: String, shape: [Int], values: [Float], type: Int = 1) {
    let sides = shape.flatMap { Self.field(2, Self.number(1, $0)) }
    let bytes = values.flatMap { LittleEndian.bytes(Int($0.bitPattern), 4) }
    let value =
      Self.number(1, type) + Self.field(2, sides) + Self.number(4, data.count) + Self.number(5, bytes.count)
    entries.append((name + "/.ATTRIBUTES/VARIABLE_VALUE", value))
    data += bytes
  }

  /// The whole index.
  package var index: [UInt8] { index(namingBlock: 1) }

  /// An index that names its one block of entries so many times.
  package func index(namingBlock times: Int) -> [UInt8] {
    let first = Self.block(entries.map { (Array($0.key.utf8), $0.value) })
    let handle = Self.varint(0) + Self.varint(first.count)
    let second = Self.block([([UInt8], [UInt8])](repeating: ([0x7A], handle), count: times))
    var file = Self.trailed(first)
    let handles = [0, 0, file.count, second.count].flatMap(Self.varint)
    file += Self.trailed(second) + handles + [UInt8](repeating: 0, count: 40 - handles.count)
    return file + [0x57, 0xFB, 0x80, 0x8B, 0x24, 0x75, 0x47, 0xDB]
  }

  private static func block(_ entries: [(key: [UInt8], value: [UInt8])]) -> [UInt8] {
    entries.flatMap { varint(0) + varint($0.key.count) + varint($0.value.count) + $0.key + $0.value }
      + LittleEndian.bytes(0, 4) + LittleEndian.bytes(1, 4)
  }

  private static func trailed(_ block: [UInt8]) -> [UInt8] {
    block + [0] + LittleEndian.bytes(Int(MaskedChecksum.of(block + [0])), 4)
  }

  private static func number(_ field: Int, _ value: Int) -> [UInt8] { varint(field << 3) + varint(value) }
  private static func field(_ field: Int, _ bytes: [UInt8]) -> [UInt8] { varint(field << 3 | 2) + varint(bytes.count) + bytes }

  private static func varint(_ value: Int) -> [UInt8] {
    var value = UInt64(bitPattern: Int64(value))
    var bytes: [UInt8] = []
    while value >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: value) | 0x80)
      value >>= 7
    }
    return bytes + [UInt8(value)]
  }
}
