import Dispatch
import Foundation
import ModelSync
import Shared
import SystemPackage
import TestSupport
import Testing

@Suite("The progress of a download", .serialized)
struct ProgressTests {
  /// A model server that sends the second half when it is told to.
  final class HalfServer: Sendable {
    let server: LoopbackServer
    /// Signalled when the second half may go.
    let gate = DispatchSemaphore(value: 0)

    init(_ archive: [UInt8]) throws {
      let gate = gate
      server = try LoopbackServer { _, connection in
        connection.send("HTTP/1.1 200 OK\r\nContent-Length: \(archive.count)\r\nETag: \"e\"\r\nConnection: close\r\n\r\n")
        connection.send(Array(archive[..<(archive.count / 2)]))
        gate.wait()
        connection.send(Array(archive[(archive.count / 2)...]))
      }
    }
  }

  /// Runs `--once` at a terminal, or away from one.
  func run(
    atTerminal: Bool, _ arguments: [String], environment: [String: String] = [:], until isSeen: @escaping (String) -> Bool
  ) async throws -> (ending: ProgramEnding, output: String) {
    try await TestDirectory.with("progress") { directory in
      let program = try SyncProgram(directory)
      let server = try HalfServer(ModelFixture.archive("one", padding: 200_000))
      defer {
        server.gate.signal()
        server.server.stop()
      }
      let endpoints = program.archives.appending("endpoints.yml")
      try Data("models:\n  url: \(server.server.url())\n".utf8).write(to: URL(fileURLWithPath: endpoints.string))
      let command =
        [
          try Executable.modelSync.path.string, "--once", "--endpoints", endpoints.string, "--model-directory",
          program.workshop.directory.path.string,
        ] + arguments
      let running =
        atTerminal
        ? try RunningProgram(
          SearchPath.find("script"), ["-qefc", command.joined(separator: " "), "/dev/null"],
          environment: ["TERM": "xterm"].merging(environment) { $1 })
        : try RunningProgram(Executable.modelSync.path, Array(command.dropFirst()), environment: environment)
      try await running.wait(for: "what is to be seen") { isSeen(running.output) }
      server.gate.signal()
      return (try await running.waitForEnd(), running.output)
    }
  }

  @Test("at a terminal it is one line that is redrawn, and erased before anything else is written")
  func bar() async throws {
    let run = try await run(atTerminal: true, []) { $0.contains("downloading  50% [#") }
    #expect(run.ending == .exit(0), "\(run.output)")
    let erase = "\r\u{1B}[K"
    let pieces = run.output.components(separatedBy: erase)
    #expect(pieces.dropFirst().dropLast().allSatisfy { $0.hasPrefix("downloading") && !$0.contains("\n") }, "\(pieces)")
    #expect(pieces.last?.hasPrefix("published ") == true, "\(pieces)")
    #expect(pieces.last?.split(whereSeparator: \.isNewline).count == 1)
  }

  @Test("--no-progress, and JSON lines, draw nothing", arguments: [["--no-progress"], ["--log-format", "json"]])
  func none(arguments: [String]) async throws {
    let run = try await run(atTerminal: true, arguments) { _ in true }
    #expect(run.ending == .exit(0), "\(run.output)")
    #expect(!run.output.contains("\u{1B}"))
  }

  @Test("away from a terminal a download that takes its time has lines in the log")
  func lines() async throws {
    let run = try await run(atTerminal: false, []) { $0.contains("downloading: ") }
    #expect(run.ending == .exit(0), "\(run.output)")
    #expect(run.output.contains("sync: downloading ended: 20"), "\(run.output)")
    #expect(!run.output.contains("\u{1B}"))
  }
}
