internal import Glibc
package import Shared
internal import Subprocess
internal import SystemPackage

/// A command of the operator's that looks at a model before it is published, and may veto it.
///
/// Run by `/bin/sh -c` in the unpacked model's folder, with what it needs to know in its environment. Status 0 lets the model pass, 1 to 125
/// refuse it for good; a command that cannot be run, is killed or takes too long decides nothing, and the pull is tried again.
package struct CheckCommand: Sendable {
  /// How much of what it wrote is read: the last line says why.
  private static let outputTail = 4 << 10

  package let command: String
  package let timeout: Duration

  package init(command: String, timeout: Duration) {
    self.command = command
    self.timeout = timeout
  }

  /// Runs the command on an unpacked archive. What it writes is kept in the area's `checkOutput`.
  /// - Throws: `SyncFailure.vetoed` for a refusal, `.check` when nothing was decided, `.cancelled`.
  package func check(_ archive: FetchedArchive, in area: Staging.Area, source: String) async throws(SyncFailure) {
    let ending: TerminationStatus
    do { ending = try await run(archive, in: area, source: source) } catch let failure as SyncFailure {
      throw failure
    } catch {
      throw Task.isCancelled ? .cancelled : .check(reason: "cannot be run: \(error)")
    }
    switch ending {
    case .exited(0): return
    case .exited(let status) where 1...125 ~= status: throw .vetoed(reason: lastLine(of: area.checkOutput) ?? "exit status \(status)")
    case .exited(let status): throw .check(reason: "cannot be run: exit status \(status)")
    case .signaled(let signal): throw .check(reason: "was ended by signal \(signal)")
    }
  }

  private func run(_ archive: FetchedArchive, in area: Staging.Area, source: String) async throws -> TerminationStatus {
    var options = PlatformOptions()
    // A group of its own: what the command starts is told to end as well.
    options.processGroupID = 0
    options.teardownSequence = [.gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: .seconds(2))]
    let variables: [Environment.Key: String?] = [
      "MODEL_SYNC_CHECK_MODEL": try Self.absolute(area.model), "MODEL_SYNC_CHECK_ARCHIVE": try Self.absolute(area.archive),
      "MODEL_SYNC_CHECK_NAME": archive.displayName, "MODEL_SYNC_CHECK_SHA256": archive.sha256.hexadecimal,
      "MODEL_SYNC_CHECK_SOURCE": source,
    ]
    let configuration = Configuration(
      executable: .path("/bin/sh"), arguments: ["-c", command], environment: .inherit.updating(variables), workingDirectory: area.model,
      platformOptions: options)
    let output = try FileDescriptor.open(
      area.checkOutput, .writeOnly, options: [.create, .truncate, .closeOnExec], permissions: FilePermissions(rawValue: 0o600))
    defer { try? output.close() }
    let timeout = timeout
    return try await withThrowingTaskGroup(of: TerminationStatus?.self) { group in
      group.addTask {
        // The same descriptor twice: of one that is to be combined the library makes a copy, which nobody closes.
        let result = try await Subprocess.run(
          configuration, input: .none, output: .fileDescriptor(output, closeAfterSpawningProcess: false),
          error: .fileDescriptor(output, closeAfterSpawningProcess: false)
        ) { execution in
          let group = ProcessGroup(leader: execution.processIdentifier.value)
          await group.killOrphans()
          return group
        }
        await result.closureResult.reap()
        return result.terminationStatus
      }
      group.addTask {
        try await ContinuousClock().sleep(for: timeout)
        return nil
      }
      defer { group.cancelAll() }
      guard let ending = try await group.next() ?? nil else { throw SyncFailure.check(reason: "took longer than \(timeout.seconds) s") }
      return ending
    }
  }

  /// A relative path leads nowhere in the model's folder.
  private static func absolute(_ path: FilePath) throws(SyncFailure) -> String {
    guard let absolute = path.withPlatformString({ realpath($0, nil) }) else {
      throw .check(reason: "cannot be run: where \(path) is cannot be told: \(Errno(rawValue: errno))")
    }
    defer { free(absolute) }
    return String(cString: absolute)
  }

  /// What the command said last, as one line of a log may hold it.
  private func lastLine(of path: FilePath) -> String? {
    guard let file = try? FileDescriptor.open(path, .readOnly, options: [.closeOnExec]) else { return nil }
    defer { try? file.close() }
    guard let end = try? file.seek(offset: 0, from: .end) else { return nil }
    var bytes = [UInt8](repeating: 0, count: Self.outputTail)
    let start = max(0, end - Int64(bytes.count))
    guard let count = try? bytes.withUnsafeMutableBytes({ try file.read(fromAbsoluteOffset: start, into: $0) }) else { return nil }
    let text = String(decoding: bytes.prefix(count), as: UTF8.self)
    let line = text.split(whereSeparator: \.isNewline).last { $0.contains { !$0.isWhitespace } }
    return line.map { line in
      String(
        line.prefix(500).filter { $0 == " " || !$0.isWhitespace && $0.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F } })
    }
  }
}
