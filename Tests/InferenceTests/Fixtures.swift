import Glibc
import Inference
import JSON
import SystemPackage
import Testing

/// What real Rasa computed, as `Fixtures/make_fixtures.py` recorded it.
enum Fixtures {
  static let folder = FilePath(#filePath).removingLastComponent().appending("Fixtures")

  static func bundle(_ name: String) throws -> TensorBundle { try TensorBundle(prefix: folder.appending("\(name).tf_model"), name: name) }

  static func recorded() throws -> JSONValue { try JSONParser.parse(bytes(of: "recorded.json")) }

  static func bytes(of file: String) throws -> [UInt8] {
    let descriptor = try FileDescriptor.open(folder.appending(file), .readOnly)
    return try descriptor.closeAfter {
      let size = try Int(descriptor.seek(offset: 0, from: .end))
      return try [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
        count = try descriptor.read(fromAbsoluteOffset: 0, into: UnsafeMutableRawBufferPointer(buffer))
      }
    }
  }
}

extension JSONValue {
  /// Rows of numbers.
  var rows: [[Float]] { (array ?? []).map { ($0.array ?? []).compactMap(\.double).map(Float.init) } }
}

extension LaneMatrix {
  init(rows: [[Float]]) {
    self.init(tokens: rows.count, units: rows.first?.count ?? 0)
    for (token, row) in rows.enumerated() {
      for (unit, value) in row.enumerated() { self[token, unit] = value }
    }
  }

  /// The largest distance to those rows.
  func distance(to rows: [[Float]]) -> Float {
    guard rows.count == tokens, rows.allSatisfy({ $0.count == units }) else { return .infinity }
    var distance: Float = 0
    for token in 0..<tokens {
      for unit in 0..<units { distance = max(distance, abs(self[token, unit] - rows[token][unit])) }
    }
    return distance
  }
}

/// A file that is gone when it goes out of scope.
struct TemporaryBundle: ~Copyable {
  let prefix: FilePath

  init(index: [UInt8], data: [UInt8]) throws {
    prefix = FilePath("/tmp/souffleur-bundle-\(UInt64.random(in: 0 ... .max))")
    try Self.write(index, to: prefix.string + ".index")
    try Self.write(data, to: prefix.string + ".data-00000-of-00001")
  }

  private static func write(_ bytes: [UInt8], to path: String) throws {
    let file = try FileDescriptor.open(path, .writeOnly, options: [.create, .exclusiveCreate], permissions: .ownerReadWrite)
    try file.closeAfter { _ = try file.writeAll(bytes) }
  }

  deinit {
    for suffix in [".index", ".data-00000-of-00001"] { remove(prefix.string + suffix) }
  }
}
