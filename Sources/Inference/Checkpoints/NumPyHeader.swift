/// The header of an array in NumPy's format: a dictionary of Python with exactly three members.
struct NumPyHeader {
  /// The type of the values, such as `<f8`.
  private(set) var type = ""
  private(set) var isColumnMajor = false
  private(set) var shape: [Int] = []

  private var rest: ArraySlice<UInt8>

  /// `nil` for anything but what NumPy writes.
  init?(_ text: ArraySlice<UInt8>) {
    rest = text
    guard take("{") else { return nil }
    var seen: Set<String> = []
    while !take("}") {
      guard let key = string(), seen.insert(key).inserted, take(":") else { return nil }
      switch key {
      case "descr":
        guard let value = string() else { return nil }
        type = value
      case "fortran_order":
        if take("True") { isColumnMajor = true } else if !take("False") { return nil }
      case "shape":
        guard let value = tuple() else { return nil }
        shape = value
      default: return nil
      }
      guard take(",") || rest.first == UInt8(ascii: "}") else { return nil }
    }
    skipSpace()
    guard seen.count == 3, rest.isEmpty else { return nil }
  }

  private mutating func skipSpace() {
    rest = rest.drop { $0 == 0x20 || $0 == 0x0A }
  }

  private mutating func take(_ text: String) -> Bool {
    skipSpace()
    guard rest.starts(with: text.utf8) else { return false }
    rest = rest.dropFirst(text.utf8.count)
    return true
  }

  private mutating func string() -> String? {
    guard take("'"), let end = rest.firstIndex(of: UInt8(ascii: "'")) else { return nil }
    let value = rest[..<end]
    rest = rest[(end + 1)...]
    return value.contains(UInt8(ascii: "\\")) ? nil : String(decoding: value, as: UTF8.self)
  }

  private mutating func tuple() -> [Int]? {
    guard take("(") else { return nil }
    var sides: [Int] = []
    while !take(")") {
      skipSpace()
      let digits = rest.prefix { (0x30...0x39).contains($0) }
      guard sides.count < 32, let side = Int(String(decoding: digits, as: UTF8.self)) else { return nil }
      rest = rest.dropFirst(digits.count)
      sides.append(side)
      guard take(",") || rest.first == UInt8(ascii: ")") else { return nil }
    }
    return sides
  }
}
