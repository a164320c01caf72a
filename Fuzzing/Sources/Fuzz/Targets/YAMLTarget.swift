import JSON
import Shared

/// endpoints.yml.
enum YAMLTarget: FuzzTarget {
  static let name = "yaml"
  private static let environment = ["HOST": "http://127.0.0.1", "EMPTY": "", "LOOP": "${LOOP}", "WAIT": "5"]

  static func run(_ bytes: [UInt8]) {
    do {
      let endpoints = try EndpointConfiguration(parsing: bytes, file: "endpoints.yml", environment: environment)
      if let server = endpoints.modelServer {
        precondition(!server.requestURL.isEmpty && !server.description.isEmpty)
        precondition(server.waitTimeBetweenPulls.map { $0 > .zero } ?? true, "a pause must last")
      }
      _ = JSONValue.object(endpoints.sections).jsonText
    } catch {
      precondition(!error.description.isEmpty)
    }
    if let root = try? YAMLParser.parse(bytes, file: "file") { _ = root.jsonValue.jsonText }
  }
}
