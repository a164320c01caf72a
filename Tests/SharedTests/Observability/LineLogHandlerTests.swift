import Foundation
import JSON
import Logging
import Shared
import SystemPackage
import TestSupport
import Testing

@Suite struct LineLogHandlerTests {
  /// What a logger that `use` speaks to writes.
  private func lines(_ format: LoggingFormat, level: Logger.Level = .trace, _ use: (inout Logger) -> Void) async throws -> [String] {
    try await TestDirectory.with("log") { directory in
      let path = directory.appending("log")
      let sink = try LogSink(descriptors: [], file: path)
      var logger = Logger(label: "sync") { label in
        LineLogHandler(label: label, level: level, format: format, sink: sink, now: { UTCTimestamp(milliseconds: 1_769_860_800_123) })
      }
      use(&logger)
      return try String(contentsOfFile: path.string, encoding: .utf8).split(separator: "\n").map(String.init)
    }
  }

  @Test("text lines hold time, level, logger, message and what belongs to it")
  func text() async throws {
    let lines = try await lines(.text) { logger in
      logger[metadataKey: "id"] = "3f2a"
      logger.info("published", metadata: ["bytes": "12", "from": "a model server", "kept": ["1", "2"]])
      logger.critical("gone")
    }
    #expect(
      lines == [
        #"2026-01-31T12:00:00.123Z info     sync: published bytes=12 from="a model server" id=3f2a kept="[\"1\", \"2\"]""#,
        "2026-01-31T12:00:00.123Z critical sync: gone id=3f2a",
      ])
  }

  @Test("JSON lines are JSON")
  func json() async throws {
    let lines = try await lines(.json) { logger in
      logger.warning("odd \"quotes\"\nand lines", metadata: ["list": ["a", "b"], "map": ["k": "v"]])
      logger.error("failed", error: Failure())
    }
    #expect(
      try JSONParser.parse(lines[0]) == [
        "time": "2026-01-31T12:00:00.123Z", "level": "warning", "logger": "sync", "message": "odd \"quotes\"\nand lines",
        "metadata": ["list": ["a", "b"], "map": ["k": "v"]],
      ])
    #expect(try JSONParser.parse(lines[1])["error"] == "a failure")
    #expect(lines.count == 2)
  }

  @Test("a message cannot begin another line, nor steer a terminal")
  func injection() async throws {
    let lines = try await lines(.text) { $0.info("a\nb\u{1B}[31m\r\u{2028}", metadata: ["k": "x\ny\"z"]) }
    #expect(lines == [#"2026-01-31T12:00:00.123Z info     sync: a\nb\u{1b}[31m\r\u{2028} k="x\ny\"z""#])
  }

  @Test("what lies below the level is not written")
  func level() async throws {
    let lines = try await lines(.text, level: .notice) { logger in
      logger.info("quiet")
      logger.notice("heard")
    }
    #expect(lines.count == 1)
  }

  @Test("lines of many tasks stay whole, and a log file is appended to")
  func concurrency() async throws {
    try await TestDirectory.with("log") { directory in
      let path = directory.appending("log")
      for _ in 0..<2 {
        let sink = try LogSink(descriptors: [], file: path)
        await withTaskGroup(of: Void.self) { group in
          for task in 0..<8 {
            group.addTask {
              let logger = Logger(label: "t") { LineLogHandler(label: $0, level: .info, format: .json, sink: sink) }
              let long = String(repeating: "x", count: 5_000)
              for index in 0..<50 { logger.info("\(task)", metadata: ["index": "\(index)", "long": "\(long)"]) }
            }
          }
        }
      }
      let lines = try String(contentsOfFile: path.string, encoding: .utf8).split(separator: "\n")
      #expect(lines.count == 800)
      for line in lines { #expect(throws: Never.self) { try JSONParser.parse(String(line)) } }
    }
  }

  @Test("a log file that cannot be opened is an error that names it")
  func unopenable() {
    #expect(throws: LoggingError.cannotOpen("/nonexistent/log", .noSuchFileOrDirectory)) {
      try LoggingConfiguration(file: "/nonexistent/log").bootstrap()
    }
  }

  @Test("a time is written in UTC", arguments: [(0, "1970-01-01T00:00:00.000Z"), (951_782_400_007, "2000-02-29T00:00:00.007Z")])
  func timestamp(milliseconds: Int64, text: String) {
    #expect(UTCTimestamp(milliseconds: milliseconds).description == text)
  }
}

private struct Failure: Error, CustomStringConvertible {
  let description = "a failure"
}
