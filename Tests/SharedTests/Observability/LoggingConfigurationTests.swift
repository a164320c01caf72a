import JSON
import Logging
import Shared
import Testing

/// In a process of its own, since logging is set up once for the whole process.
@Suite struct LoggingConfigurationTests {
  @Test("after the set-up every logger writes to standard error as configured")
  func bootstrap() async throws {
    let result = await #expect(processExitsWith: .success, observing: [\.standardErrorContent]) {
      try LoggingConfiguration(level: .notice, format: .json).bootstrap()
      let logger = Logger(label: "server")
      logger.info("not heard")
      logger.notice("heard", metadata: ["a": "b"])
    }
    let lines = String(decoding: try #require(result).standardErrorContent, as: UTF8.self).split(separator: "\n")
    let line = try #require(lines.first { $0.hasPrefix("{") })
    let value = try JSONParser.parse(String(line))
    #expect(value["message"] == "heard")
    #expect(value["level"] == "notice")
    #expect(value["logger"] == "server")
    #expect(value["metadata"] == ["a": "b"])
    #expect(!lines.contains { $0.contains("not heard") })
  }
}
