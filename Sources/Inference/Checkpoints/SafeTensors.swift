import JSON

/// A safetensors file (`.st`): a JSON header, then the values.
///
/// Source: the format's description in the safetensors documentation.
public struct SafeTensors: Sendable {
  private struct Entry {
    let type: String
    let shape: [Int]
    let bytes: Range<Int>
  }

  /// The file's name as errors give it.
  public let name: String
  private let bytes: [UInt8]
  private let entries: [String: Entry]

  /// Larger files are refused; the label features of a large model have a few megabytes.
  public static let maximumBytes = 1 << 30

  /// Parses a whole file.
  /// - Throws: `CheckpointError.malformed`, saying what and where.
  public init(_ bytes: [UInt8], name: String) throws(CheckpointError) {
    var reader = ByteReader(bytes[...])
    guard let size = reader.uint64().flatMap(Int.init(exactly:)), let header = reader.slice(size) else {
      throw .malformed(file: name, reason: "its header does not end within the file")
    }
    let json: JSONValue
    do { json = try JSONParser.parse(Array(header)) } catch { throw .malformed(file: name, reason: error.description) }
    guard let object = json.object else { throw .malformed(file: name, reason: "its header is not an object") }
    var entries: [String: Entry] = [:]
    for (key, value) in object where key != "__metadata__" {
      entries[key] = try Self.entry(value, key: key, start: 8 + size, end: bytes.count, name: name)
    }
    self.name = name
    self.bytes = bytes
    self.entries = entries
  }

  /// Whether there is a tensor of that name.
  public func contains(_ tensor: String) -> Bool { entries[tensor] != nil }

  /// The values as single-precision numbers, whichever type the file has them in.
  /// - Throws: `CheckpointError.unexpectedTensor` when it is missing or of an unknown type.
  public func floats(_ tensor: String) throws(CheckpointError) -> Tensor {
    let entry = try entry(tensor)
    let values: [Float]
    switch entry.type {
    case "F32": values = load(entry, as: UInt32.self) { Float(bitPattern: $0) }
    case "F64": values = load(entry, as: UInt64.self) { Float(Double(bitPattern: $0)) }
    case "I64": values = load(entry, as: Int64.self) { Float($0) }
    case "I32": values = load(entry, as: Int32.self) { Float($0) }
    default: throw .unexpectedTensor(file: name, tensor: tensor, reason: "has the type \(entry.type.prefix(20)), which is not supported")
    }
    return Tensor(shape: entry.shape, values: values)
  }

  /// The values as whole numbers.
  /// - Throws: `CheckpointError.unexpectedTensor` when it is missing or does not hold whole numbers.
  public func integers(_ tensor: String) throws(CheckpointError) -> [Int] {
    let entry = try entry(tensor)
    switch entry.type {
    case "I64": return load(entry, as: Int64.self) { Int($0) }
    case "I32": return load(entry, as: Int32.self) { Int($0) }
    default: throw .unexpectedTensor(file: name, tensor: tensor, reason: "does not hold whole numbers")
    }
  }

  private func entry(_ tensor: String) throws(CheckpointError) -> Entry {
    guard let entry = entries[tensor] else { throw .unexpectedTensor(file: name, tensor: tensor, reason: "is missing") }
    return entry
  }

  private func load<Stored: FixedWidthInteger & BitwiseCopyable, Value>(
    _ entry: Entry, as type: Stored.Type, _ convert: (Stored) -> Value
  ) -> [Value] {
    bytes.withUnsafeBytes { raw in
      stride(from: entry.bytes.lowerBound, to: entry.bytes.upperBound, by: MemoryLayout<Stored>.size).map { offset in
        convert(Stored(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: Stored.self)))
      }
    }
  }

  private static let sizes = ["F64": 8, "I64": 8, "F32": 4, "I32": 4]

  private static func entry(
    _ json: JSONValue, key: String, start: Int, end: Int, name: String
  ) throws(CheckpointError) -> Entry {
    let shape = (json["shape"]?.array ?? []).compactMap(\.integer)
    let offsets = (json["data_offsets"]?.array ?? []).compactMap(\.integer)
    guard let type = json["dtype"]?.string, shape.count == json["shape"]?.array?.count, offsets.count == 2,
      let count = Tensor.count(of: shape)
    else { throw .malformed(file: name, reason: "the header's entry of \(key.prefix(80)) is incomplete") }
    let size = offsets[1].subtractingReportingOverflow(offsets[0])
    guard offsets[0] >= 0, !size.overflow, size.partialValue >= 0, offsets[1] <= end - start,
      sizes[type].map({ $0 * count == size.partialValue }) ?? true
    else { throw .unexpectedTensor(file: name, tensor: String(key.prefix(80)), reason: "does not lie within the file") }
    return Entry(type: type, shape: shape, bytes: start + offsets[0]..<start + offsets[1])
  }
}
