import Foundation
import JSON

/// Files of what real Rasa did, recorded by running its own classes.
enum DialogueRecordings {
  /// Reads a JSON file from the folder `Fixtures` beside the test that asks.
  static func read(_ name: String, beside test: String = #filePath) throws -> JSONValue {
    try JSONParser.parse([UInt8](Data(contentsOf: file(name, beside: test))))
  }

  /// Reads a file with one JSON value a line from there.
  static func lines(_ name: String, beside test: String = #filePath) throws -> [JSONValue] {
    let text = try String(contentsOf: file(name, beside: test), encoding: .utf8)
    return try text.split(separator: "\n").map { try JSONParser.parse(String($0)) }
  }

  private static func file(_ name: String, beside test: String) -> URL {
    URL(fileURLWithPath: test).deletingLastPathComponent().appendingPathComponent("Fixtures/\(name)")
  }
}
