import Foundation
import Glibc
import Logging
import ModelSync
import Shared
import Synchronization
import SystemPackage
import TestSupport
import Testing

@Suite("Following a pin")
struct PinWatchTests {
  /// What was warned of.
  private final class Warnings: LogHandler {
    let lines = Mutex<[String]>([])
    var logLevel: Logger.Level {
      get { .warning }
      set {}
    }
    var metadata: Logger.Metadata {
      get { [:] }
      set {}
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { nil }
      set {}
    }

    func log(event: LogEvent) {
      lines.withLock { $0.append("\(event.message): \(event.metadata?["reason"] ?? "")") }
    }
  }

  @Test("that cannot be read is warned of once, until the reason is another, and is followed once it can be")
  func unreadable() async throws {
    try await Workshop.with("pinwatch") { workshop in
      var state = workshop.state()
      var ids: [GenerationID] = []
      for name in ["one", "two"] {
        workshop.source.offer(ModelFixture.archive(name))
        ids.append(try #require(await workshop.pull(&state).generation?.id))
      }
      let pin = workshop.directory.path.appending(PinFile.name)
      #expect(symlink(pin.string, pin.string) == 0)
      let warnings = Warnings()
      let looks = Mutex(0)
      let clock = SyncClock(
        now: { Date() },
        sleep: { _ in
          looks.withLock { $0 += 1 }
          try? await Task.sleep(for: .milliseconds(1))
        })
      let watch = PinWatch(
        workshop.directory, puller: workshop.puller(logger: Logger(label: "test", factory: { _ in warnings })), clock: clock)
      let running = Task { try await watch.run() }
      try await Condition.wait(for: "a fifth look") { looks.withLock { $0 } > 5 }
      #expect(warnings.lines.withLock { $0 } == ["could not follow the pin: cannot read \(pin): Too many levels of symbolic links"])
      unlink(pin.string)
      let file = PinFile(workshop.directory)
      try file.withLock { () throws(SyncFailure) in try file.write(ids[0]) }
      try await Condition.wait(for: "a current that is the pin") { try workshop.directory.currentID() == ids[0] }
      running.cancel()
      try await running.value
    }
  }

  @Test("that was set under a umask which hides files from others is for all to read")
  func umask() async throws {
    try await SyncProgram.with("umask") { program in
      let ids = try await program.publish("one", "two")
      let directory = program.workshop.directory
      let command = try RunningProgram(
        "/bin/sh",
        ["-c", "umask 077; exec \"$0\" pin 1 --model-directory \"$1\"", Executable.modelSync.path.string, directory.path.string],
        in: program.archives)
      #expect(try await command.waitForEnd() == .exit(0), "\(command.output)")
      #expect(try directory.currentID() == ids[0])
      var status = stat()
      #expect(lstat(directory.path.appending(PinFile.name).string, &status) == 0 && status.st_mode & 0o777 == 0o644)
    }
  }
}
