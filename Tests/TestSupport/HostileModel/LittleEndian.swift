/// Numbers as files have them.
package enum LittleEndian {
  /// The lowest bytes of a number.
  package static func bytes(_ value: Int, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
}
