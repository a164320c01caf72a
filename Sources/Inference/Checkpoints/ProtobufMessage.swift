/// The fields of one serialized protobuf message, as far as TensorFlow's index needs them.
struct ProtobufMessage {
  enum Value {
    case varint(UInt64)
    case fixed32(UInt32)
    case fixed64(UInt64)
    case bytes(ArraySlice<UInt8>)
  }

  private(set) var fields: [(number: Int, value: Value)] = []

  /// - Returns: `nil` when the bytes are no protobuf message.
  init?(_ bytes: ArraySlice<UInt8>) {
    var reader = ByteReader(bytes)
    while !reader.isAtEnd {
      guard let tag = reader.varint(), let number = Int(exactly: tag >> 3) else { return nil }
      let value: Value?
      switch tag & 7 {
      case 0: value = reader.varint().map(Value.varint)
      case 1: value = reader.uint64().map(Value.fixed64)
      case 2: value = reader.size().flatMap { reader.slice($0) }.map(Value.bytes)
      case 5: value = reader.uint32().map(Value.fixed32)
      default: value = nil
      }
      guard let value else { return nil }
      fields.append((number, value))
    }
  }

  /// The last value of a number field.
  func integer(_ number: Int) -> Int? {
    for field in fields.reversed() where field.number == number {
      if case .varint(let value) = field.value { return Int(truncatingIfNeeded: value) }
    }
    return nil
  }

  func fixed32(_ number: Int) -> UInt32? {
    for field in fields.reversed() where field.number == number {
      if case .fixed32(let value) = field.value { return value }
    }
    return nil
  }

  /// All values of a repeated message or bytes field.
  func messages(_ number: Int) -> [ArraySlice<UInt8>] {
    fields.compactMap { field in
      if field.number == number, case .bytes(let bytes) = field.value { bytes } else { nil }
    }
  }
}
