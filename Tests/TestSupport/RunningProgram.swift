import Foundation
import Glibc
import Synchronization
public import SystemPackage

/// A program that a test has started and stops again.
///
/// Whatever it prints goes to a file, so that a full pipe never holds it up.
/// A program that is dropped while it runs is killed, so that a failing test leaves nothing behind.
///
/// ```swift
/// let server = try RunningProgram(Executable.apiServer.path, ["-p", "\(port)"])
/// try await Condition.wait(for: "an answer") { LoopbackPort.answers(port) }
/// #expect(try await server.stop() == .exit(0))
/// ```
public final class RunningProgram: Sendable {
  public let name: String
  public let processIdentifier: Int32
  private let outputFile: FilePath
  private let known = Mutex<ProgramEnding?>(nil)

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - path: the program's file.
  ///   - environment: laid over this process's own environment; an empty value removes a name.
  ///   - directory: its working directory, this process's when `nil`.
  public init(_ path: FilePath, _ arguments: [String], environment: [String: String] = [:], in directory: FilePath? = nil) throws {
    let name = path.lastComponent?.string ?? path.string
    outputFile = FilePath(FileManager.default.temporaryDirectory.path).appending("souffleur-\(name)-\(UUID().uuidString).log")
    self.name = name
    processIdentifier = try ProgramLaunch(
      path: path, arguments: arguments, environment: environment, directory: directory, output: outputFile
    ).spawn()
  }

  deinit {
    if ending == nil {
      Glibc.kill(-processIdentifier, SIGKILL)
      waitpid(processIdentifier, nil, 0)
    }
    unlink(outputFile.string)
  }

  /// Everything that it has printed so far, on both streams.
  public var output: String {
    (try? Data(contentsOf: URL(fileURLWithPath: outputFile.string))).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  /// How it ended, or `nil` while it runs.
  public var ending: ProgramEnding? {
    known.withLock { known in
      if let known { return known }
      var status: Int32 = 0
      guard waitpid(processIdentifier, &status, WNOHANG) == processIdentifier else { return nil }
      let signal = status & 0x7F
      known = signal == 0 ? .exit((status >> 8) & 0xFF) : .signal(signal)
      return known
    }
  }

  /// Sends a signal, such as `SIGTERM`.
  public func send(signal: Int32) {
    // A pid that has been waited for may be somebody else's by now.
    if ending == nil { Glibc.kill(processIdentifier, signal) }
  }

  /// Awaits its end.
  public func waitForEnd(within limit: Duration = .patience) async throws -> ProgramEnding {
    try await Condition.value(of: "the end of \(name)", within: limit) { ending }
  }

  /// Sends SIGTERM and awaits the end; what does not end in time is killed, and that is an error.
  @discardableResult
  public func stop(within limit: Duration = .patience) async throws -> ProgramEnding {
    send(signal: SIGTERM)
    do {
      return try await waitForEnd(within: limit)
    } catch {
      await kill()
      throw ExecutableError.stillRunning(name: name, limit: limit)
    }
  }

  /// Sends SIGKILL, also to what the program itself has started, and awaits the end.
  public func kill() async {
    if ending == nil { Glibc.kill(-processIdentifier, SIGKILL) }
    _ = try? await waitForEnd()
  }

  /// Awaits a condition while the program runs; its early end is an error that tells what it printed.
  public func wait(for what: String, within limit: Duration = .patience, until isTrue: () async throws -> Bool) async throws {
    do {
      try await Condition.wait(for: what, within: limit) {
        if let ending { throw ExecutableError.ended(name: name, ending, output: output) }
        return try await isTrue()
      }
    } catch let error as ConditionError {
      throw ExecutableError.waitedInVain(for: error.what, name: name, limit: limit, output: output)
    }
  }
}
