import Foundation
import JSON
import Testing

/// A file of answers that real Rasa, or CPython, gave.
enum RecordedFixture {
  /// Reads a JSON file from the folder `Fixtures` beside the test that asks.
  static func read(_ name: String, beside test: String = #filePath) throws -> JSONValue {
    let file = URL(fileURLWithPath: test).deletingLastPathComponent().appendingPathComponent("Fixtures/\(name)")
    return try JSONParser.parse([UInt8](Data(contentsOf: file)))
  }
}
