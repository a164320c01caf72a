import Foundation
import JSON
import Testing

/// A file of answers that real Rasa, or CPython, gave.
enum RecordedFixture {
  /// Reads a JSON file from the folder `Fixtures` beside the test that asks.
  static func read(_ name: String, beside test: String = #filePath) throws -> JSONValue {
    try JSONParser.parse(bytes(name, beside: test))
  }

  /// Reads any file from there.
  static func bytes(_ name: String, beside test: String = #filePath) throws -> [UInt8] {
    let file = URL(fileURLWithPath: test).deletingLastPathComponent().appendingPathComponent("Fixtures/\(name)")
    return try [UInt8](Data(contentsOf: file))
  }
}
