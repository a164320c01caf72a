/// An array in NumPy's own format (`.npy`): a header in the syntax of Python, then the values.
///
/// Source: NumPy's description of the format (NEP 1). Arrays of objects, which are pickles, are refused.
package struct NumPyArray: Sendable {
  /// What the values are.
  private enum Kind {
    case float(bytes: Int)
    case integer(bytes: Int)
    /// Texts of so many code points, filled up with zeros.
    case text(codePoints: Int)

    var size: Int {
      switch self {
      case .float(let bytes), .integer(let bytes): bytes
      case .text(let codePoints): codePoints * 4
      }
    }
  }

  package let shape: [Int]
  private let name: String
  private let kind: Kind
  private let isColumnMajor: Bool
  private let data: ArraySlice<UInt8>

  /// - Parameter name: the file and the member, as errors name them.
  /// - Throws: `CheckpointError.malformed`
  package init(_ bytes: [UInt8], name: String) throws(CheckpointError) {
    var reader = ByteReader(bytes[...])
    guard let magic = reader.slice(6), magic.elementsEqual([0x93] + Array("NUMPY".utf8)), let version = reader.slice(2) else {
      throw .malformed(file: name, reason: "it does not begin as an array of NumPy")
    }
    guard (1...3).contains(version.first ?? 0) else { throw .malformed(file: name, reason: "its version is not known") }
    let short = { reader.slice(2).map { Int($0[$0.startIndex]) | Int($0[$0.startIndex + 1]) << 8 } }
    let length = version.first == 1 ? short() : reader.uint32().map(Int.init)
    guard let length, let text = reader.slice(length) else {
      throw .malformed(file: name, reason: "its header does not end within the file")
    }
    guard let header = NumPyHeader(text) else { throw .malformed(file: name, reason: "its header cannot be understood") }
    guard let kind = Self.kind(header.type) else {
      throw .malformed(file: name, reason: "its values are of the type \(header.type.prefix(20)), which is not supported")
    }
    let count = Tensor.count(of: header.shape)
    let size = count.map { $0.multipliedReportingOverflow(by: kind.size) }
    guard let size, !size.overflow, size.partialValue == reader.remaining, let data = reader.slice(size.partialValue) else {
      throw .malformed(file: name, reason: "it has not as many values as its shape says")
    }
    self.name = name
    self.kind = kind
    self.data = data
    shape = header.shape
    isColumnMajor = header.isColumnMajor && header.shape.count > 1
    guard !isColumnMajor || shape.count == 2 else {
      throw .malformed(file: name, reason: "it is stored by columns and has \(shape.count) sides instead of 2")
    }
  }

  private static func kind(_ type: String) -> Kind? {
    switch type {
    case "<f8": return .float(bytes: 8)
    case "<f4": return .float(bytes: 4)
    case "<i8": return .integer(bytes: 8)
    case "<i4": return .integer(bytes: 4)
    default:
      guard type.hasPrefix("<U"), let count = Int(type.dropFirst(2)), (1...1 << 20).contains(count) else { return nil }
      return .text(codePoints: count)
    }
  }

  /// The values as double-precision numbers, row by row.
  /// - Throws: `CheckpointError.malformed` for texts and for what is not finite.
  package func doubles() throws(CheckpointError) -> [Double] {
    let values: [Double]
    switch kind {
    case .float(bytes: 8): values = rows(load(as: UInt64.self) { Double(bitPattern: $0) })
    case .float: values = rows(load(as: UInt32.self) { Double(Float(bitPattern: $0)) })
    case .integer: values = try integers().map(Double.init)
    case .text: throw .malformed(file: name, reason: "it holds texts instead of numbers")
    }
    guard values.allSatisfy(\.isFinite) else { throw .malformed(file: name, reason: "a number is not finite") }
    return values
  }

  /// The values as whole numbers, row by row.
  /// - Throws: `CheckpointError.malformed` for everything else.
  package func integers() throws(CheckpointError) -> [Int] {
    switch kind {
    case .integer(bytes: 8): return rows(load(as: Int64.self) { Int($0) })
    case .integer: return rows(load(as: Int32.self) { Int($0) })
    case .float, .text: throw .malformed(file: name, reason: "it does not hold whole numbers")
    }
  }

  /// The values as texts, row by row.
  /// - Throws: `CheckpointError.malformed` for numbers, and for texts that are no Unicode.
  package func strings() throws(CheckpointError) -> [String] {
    guard case .text(let length) = kind else { throw .malformed(file: name, reason: "it does not hold texts") }
    let codes = load(as: UInt32.self) { $0 }
    var strings: [String] = []
    for start in stride(from: 0, to: codes.count, by: length) {
      let used = codes[start..<start + length].lastIndex { $0 != 0 }.map { $0 + 1 } ?? start
      var scalars = String.UnicodeScalarView()
      for code in codes[start..<used] {
        guard let scalar = Unicode.Scalar(code) else { throw .malformed(file: name, reason: "a text is no Unicode") }
        scalars.append(scalar)
      }
      strings.append(String(scalars))
    }
    return rows(strings)
  }

  /// Brings values that are stored by columns into the order of rows.
  private func rows<Value>(_ values: [Value]) -> [Value] {
    guard isColumnMajor else { return values }
    let (rows, columns) = (shape[0], shape[1])
    return (0..<values.count).map { values[$0 % columns * rows + $0 / columns] }
  }

  private func load<Stored: FixedWidthInteger & BitwiseCopyable, Value>(
    as type: Stored.Type, _ convert: (Stored) -> Value
  ) -> [Value] {
    data.withUnsafeBytes { raw in
      stride(from: 0, to: raw.count, by: MemoryLayout<Stored>.size).map { offset in
        convert(Stored(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: Stored.self)))
      }
    }
  }
}
