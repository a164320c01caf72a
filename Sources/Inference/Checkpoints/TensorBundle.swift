public import SystemPackage

/// A TensorFlow checkpoint: an index (`PREFIX.index`) and the values it points into (`PREFIX.data-00000-of-00001`).
///
/// Only the tensors that are asked for are read, each with one positioned read into its own memory. About half of a
/// checkpoint is the optimizer's state, which is never touched; and since the kernels are packed anew anyway, mapping the
/// file would save nothing and would crash the process if somebody cut the file.
public struct TensorBundle: ~Copyable {
  /// Where a tensor lies and what it is.
  struct Entry {
    let type: Int
    let shape: [Int]
    let offset: Int
    let size: Int
    let checksum: UInt32?
  }

  /// The file's name as errors give it.
  public let name: String
  private let entries: [String: Entry]
  private let data: FileDescriptor
  private let dataBytes: Int

  /// Larger indexes are refused; a large model's has about 50 kB.
  static let maximumIndexBytes = 16 << 20
  /// Larger data files are refused: all of it may be in memory twice while a model is loaded.
  static let maximumDataBytes = 1 << 30
  /// No layer's tensor has more sides.
  private static let maximumSides = 8
  private static let keySuffix = "/.ATTRIBUTES/VARIABLE_VALUE"

  /// Opens the bundle and reads its index.
  /// - Parameters:
  ///   - prefix: the path without `.index`.
  ///   - name: how errors call the bundle.
  /// - Throws: `CheckpointError.unreadable` or `.malformed`.
  public init(prefix: FilePath, name: String) throws(CheckpointError) {
    let index = try Self.read(FilePath(prefix.string + ".index"), name: "\(name).index")
    let entries = try Self.parse(index, name: "\(name).index")
    let (data, bytes) = try Self.open(
      FilePath(prefix.string + ".data-00000-of-00001"), name: "\(name).data-00000-of-00001",
      holding: Self.bytes(of: entries, name: "\(name).index"))
    self.name = name
    self.entries = entries
    self.data = data
    self.dataBytes = bytes
  }

  deinit { try? data.close() }

  /// Whether there is a tensor of that name.
  public func contains(_ tensor: String) -> Bool { entries[tensor] != nil }

  /// The tensors' names, sorted.
  public var tensorNames: [String] { entries.keys.sorted() }

  /// Reads a tensor of single-precision numbers and checks its checksum.
  /// - Parameter shape: the shape that it must have; a negative side may be anything.
  /// - Throws: `CheckpointError`: the tensor is missing, of another type or shape, or damaged.
  public func tensor(_ tensor: String, shape: [Int]? = nil) throws(CheckpointError) -> Tensor {
    guard let entry = entries[tensor] else { throw .unexpectedTensor(file: name, tensor: tensor, reason: "is missing") }
    guard entry.type == 1 else { throw .unexpectedTensor(file: name, tensor: tensor, reason: "does not hold single-precision numbers") }
    if let shape {
      guard entry.shape.count == shape.count, zip(entry.shape, shape).allSatisfy({ $1 < 0 || $0 == $1 }) else {
        throw .unexpectedTensor(file: name, tensor: tensor, reason: "has the shape \(entry.shape) instead of \(shape)")
      }
    }
    // Beside a side of 0 the others could be of any size.
    guard !entry.shape.contains(0) else {
      throw .unexpectedTensor(file: name, tensor: tensor, reason: "is empty: its shape is \(entry.shape)")
    }
    guard let count = Tensor.count(of: entry.shape), count * 4 == entry.size, entry.offset >= 0,
      entry.size <= dataBytes, entry.offset <= dataBytes - entry.size
    else { throw .unexpectedTensor(file: name, tensor: tensor, reason: "does not lie within the data file") }
    return Tensor(shape: entry.shape, values: try read(entry, count: count, tensor: tensor))
  }

  private func read(_ entry: Entry, count: Int, tensor: String) throws(CheckpointError) -> [Float] {
    var isWhole = false
    var isSound = true
    let values = [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
      let raw = UnsafeMutableRawBufferPointer(buffer)
      var filled = 0
      while filled < entry.size {
        let rest = UnsafeMutableRawBufferPointer(rebasing: raw[filled..<entry.size])
        guard let read = try? data.read(fromAbsoluteOffset: Int64(entry.offset + filled), into: rest), read > 0 else { return }
        filled += read
      }
      isWhole = true
      if let checksum = entry.checksum { isSound = CRC32C.masked(UnsafeRawBufferPointer(rebasing: raw[..<entry.size])) == checksum }
      initialized = count
    }
    guard isWhole else { throw .unexpectedTensor(file: name, tensor: tensor, reason: "cannot be read from the data file") }
    guard isSound else { throw .unexpectedTensor(file: name, tensor: tensor, reason: "fails its checksum") }
    guard Self.areFinite(values) else { throw .unexpectedTensor(file: name, tensor: tensor, reason: "holds what is no finite number") }
    return values
  }
}

extension TensorBundle {
  /// Whether no value is infinite or NaN: these have the largest exponents.
  private static func areFinite(_ values: [Float]) -> Bool {
    var largest: UInt32 = 0
    for value in values { largest = max(largest, value.bitPattern & 0x7FFF_FFFF) }
    return largest < Float.infinity.bitPattern
  }

  /// How many bytes all tensors have together.
  private static func bytes(of entries: [String: Entry], name: String) throws(CheckpointError) -> Int {
    var sum = 0
    for entry in entries.values {
      guard (0...maximumDataBytes).contains(entry.size), sum + entry.size <= maximumDataBytes else {
        throw .malformed(file: name, reason: "its tensors have more than \(maximumDataBytes) bytes")
      }
      sum += entry.size
    }
    return sum
  }

  /// - Parameter content: how many bytes its tensors have. They lie one behind the other: were they to lie upon each other, a
  ///   small file could fill any memory.
  private static func open(
    _ path: FilePath, name: String, holding content: Int
  ) throws(CheckpointError) -> (FileDescriptor, bytes: Int) {
    do {
      let descriptor = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec])
      let size = try Int(descriptor.seek(offset: 0, from: .end))
      guard content <= size, size <= maximumDataBytes else {
        try descriptor.close()
        throw CheckpointError.malformed(file: name, reason: "it has \(size) bytes, and its tensors have \(content)")
      }
      return (descriptor, size)
    } catch let error as CheckpointError {
      throw error
    } catch {
      throw CheckpointError(file: name, error as? Errno ?? .ioError)
    }
  }

  private static func read(_ path: FilePath, name: String) throws(CheckpointError) -> [UInt8] {
    do {
      let descriptor = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec])
      defer { try? descriptor.close() }
      let size = try Int(descriptor.seek(offset: 0, from: .end))
      guard size <= maximumIndexBytes else { throw CheckpointError.malformed(file: name, reason: "it has \(size) bytes") }
      return try [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
        count = try descriptor.read(fromAbsoluteOffset: 0, into: UnsafeMutableRawBufferPointer(buffer))
      }
    } catch let error as CheckpointError {
      throw error
    } catch {
      throw CheckpointError(file: name, error as? Errno ?? .ioError)
    }
  }

  /// The entries of the index by the tensors' names: the header and the text that describes the graph are left out.
  private static func parse(_ index: [UInt8], name: String) throws(CheckpointError) -> [String: Entry] {
    var entries: [String: Entry] = [:]
    for (key, value) in try SortedTable.entries(of: index, file: name) {
      guard let key = String(validating: key, as: UTF8.self) else { throw .malformed(file: name, reason: "a tensor's name is not UTF-8") }
      guard key.hasSuffix(keySuffix), let entry = try Self.entry(value, key: key, name: name) else { continue }
      entries[String(key.dropLast(keySuffix.count))] = entry
    }
    return entries
  }

  private static func entry(_ value: ArraySlice<UInt8>, key: String, name: String) throws(CheckpointError) -> Entry? {
    guard let message = ProtobufMessage(value) else { throw .malformed(file: name, reason: "the entry of \(key) is damaged") }
    guard message.messages(7).isEmpty else { throw .malformed(file: name, reason: "\(key) is stored in slices, which is not supported") }
    guard message.integer(3) ?? 0 == 0 else { throw .malformed(file: name, reason: "\(key) lies in a second data file") }
    let shape = try message.messages(2).last.map { (bytes) throws(CheckpointError) in try sides(bytes, key: key, name: name) } ?? []
    return Entry(
      type: message.integer(1) ?? 0, shape: shape, offset: message.integer(4) ?? 0, size: message.integer(5) ?? 0,
      checksum: message.fixed32(6))
  }

  private static func sides(_ bytes: ArraySlice<UInt8>, key: String, name: String) throws(CheckpointError) -> [Int] {
    guard let shape = ProtobufMessage(bytes) else { throw .malformed(file: name, reason: "the shape of \(key) is damaged") }
    var sides: [Int] = []
    guard shape.messages(2).count <= maximumSides else {
      throw .malformed(file: name, reason: "\(key) has more than \(maximumSides) sides")
    }
    for side in shape.messages(2) {
      guard let side = ProtobufMessage(side) else { throw .malformed(file: name, reason: "the shape of \(key) is damaged") }
      sides.append(side.integer(1) ?? 0)
    }
    return sides
  }
}
