import Foundation
import JSON

/// What real Rasa wrote: see `make_fixtures.py` in the folder `Fixtures` beside a test.
enum YAMLRecording {
  static func read(_ name: String, beside test: String = #filePath) throws -> JSONValue {
    let file = URL(fileURLWithPath: test).deletingLastPathComponent().appendingPathComponent("Fixtures/\(name)")
    return try JSONParser.parse([UInt8](Data(contentsOf: file)))
  }
}
