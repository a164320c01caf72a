import Foundation
import Glibc
import ModelSync
import Shared
import SystemPackage
import TestSupport
import Testing

@Suite("A command that looks at a model before it is published", .serialized)
struct CheckCommandTests {
  @Test("is told what it needs, in the model's folder, and lets a model pass")
  func passes() async throws {
    try await SyncProgram.with("check") { program in
      let archive = ModelFixture.archive("one")
      try program.offer(archive, as: "one")
      let command = """
        test "$(cat components/marker.txt)" = one && test "$PWD" = "$MODEL_SYNC_CHECK_MODEL" && test -f "$MODEL_SYNC_CHECK_ARCHIVE" \
        && test "$MODEL_SYNC_CHECK_NAME" = one.tar.gz && test "$MODEL_SYNC_CHECK_SHA256" = \(SHA256.hash(of: archive).hexadecimal) \
        && test "$MODEL_SYNC_CHECK_SOURCE" = "\(program.archives)" && ! test -e generation.json
        """
      let run = try await program.once(["--check-command", command])
      #expect(run.ending == .exit(0), "\(run.output)")
      #expect(try program.workshop.leftovers() == [])
    }
  }

  @Test("vetoes with its last words, which is remembered as long as the command stays the same")
  func vetoes() async throws {
    try await SyncProgram.with("check") { program in
      try program.offer(ModelFixture.archive("one"), as: "one")
      let seen = program.archives.appending("seen")
      let command = "echo run >> '\(seen)'; echo looking; printf 'accuracy is\\t0.4\\n' >&2; exit 3"
      for _ in 0..<2 {
        let run = try await program.once(environment: ["MODEL_SYNC_CHECK_COMMAND": command])
        #expect(run.ending == .exit(1), "\(run.output)")
        #expect(run.output.contains("the check command refused the model: accuracy is0.4"), "\(run.output)")
      }
      #expect(try String(contentsOfFile: seen.string, encoding: .utf8) == "run\n")
      #expect(try program.workshop.marker() == nil)
      let other = try await program.once(["--check-command", "true"])
      #expect(other.ending == .exit(0), "\(other.output)")
    }
  }

  @Test(
    "decides nothing when it is killed, takes too long or is no command: the next pull asks again",
    arguments: [
      ("kill -9 $$", "was ended by signal 9"), ("sleep 600", "took longer than 0.3 s"),
      ("/nowhere/at-all", "cannot be run: exit status 127"),
    ])
  func undecided(command: String, reason: String) async throws {
    try await SyncProgram.with("check") { program in
      try program.offer(ModelFixture.archive("one"), as: "one")
      for _ in 0..<2 {
        let run = try await program.once(["--check-command", command, "--check-timeout", "0.3"])
        #expect(run.ending == .exit(1) && run.output.contains(reason), "\(run.output)")
      }
      let next = try await program.once()
      #expect(next.ending == .exit(0), "\(next.output)")
    }
  }

  @Test("is told paths that lead somewhere from the model's folder, where the model directory is given by a relative one")
  func relative() async throws {
    try await SyncProgram.with("check") { program in
      try program.offer(ModelFixture.archive("one"), as: "one")
      let command = #"test "$(realpath "$MODEL_SYNC_CHECK_MODEL")" = "$(pwd -P)" && gzip -t < "$MODEL_SYNC_CHECK_ARCHIVE""#
      let run = try await program.once(["--model-directory", "models", "--check-command", command])
      #expect(run.ending == .exit(0), "\(run.output)")
    }
  }

  @Test("ends with ModelSync, and what it has started with it, whatever that does about it")
  func interrupted() async throws {
    try await SyncProgram.with("check") { program in
      try program.offer(ModelFixture.archive("one"), as: "one")
      let sleeper = Sleeper(program)
      let running = try program.start([
        "--once", "--source", program.archives.string, "--check-command", "\(sleeper.start); wait",
      ])
      try await running.wait(for: "the check runs") { sleeper.pid != nil }
      running.send(signal: SIGTERM)
      #expect(try await running.waitForEnd() == .exit(1))
      try await sleeper.waitForEnd()
      #expect(try program.workshop.leftovers() == [])
    }
  }

  @Test("leaves nothing running, neither when it ends nor when its time is over", arguments: [("exit 0", 0), ("wait", 1)])
  func leavesNothing(ending: String, status: Int32) async throws {
    try await SyncProgram.with("check") { program in
      try program.offer(ModelFixture.archive("one"), as: "one")
      let sleeper = Sleeper(program)
      let timeout = status == 0 ? "300" : "3"
      let run = try await program.once(["--check-command", "\(sleeper.start); \(ending)", "--check-timeout", timeout])
      #expect(run.ending == .exit(status), "\(run.output)")
      try await sleeper.waitForEnd()
    }
  }

  @Test("takes no file descriptor for good, whether it passes, refuses or takes too long")
  func descriptors() async throws {
    try await SyncProgram.with("check") { program in
      let (port, seen) = (try LoopbackPort.free(), program.archives.appending("seen"))
      let command = """
        ls /proc/$PPID/fd | wc -l >> '\(seen)'; case $(($(wc -l < '\(seen)') % 3)) in 0) exit 0;; 1) exit 3;; *) sleep 600;; esac
        """
      let running = try program.start([
        "--source", program.archives.string, "--status-port", "\(port)", "--interval", "1000", "--retry-delay", "1000",
        "--check-command", command, "--check-timeout", "3",
      ])
      try await running.wait(for: "a status") { LoopbackPort.answers(port) }
      for round in 0..<15 {
        try program.offer(ModelFixture.archive("\(round)"), as: "model")
        _ = try HTTPCall("POST", "/sync").send(to: port)
      }
      let counts = try String(contentsOfFile: seen.string, encoding: .utf8).split(separator: "\n").compactMap { Int($0) }
      // Libraries open some at their first use, and a connection may be ending.
      #expect(counts.count >= 15 && counts[14] - counts[2] < 8, "\(counts)")
      #expect(try await running.stop() == .exit(0))
    }
  }

  @Test("leaves no zombies where ModelSync is the first process of a container", .enabled(if: Namespace.canBeMade))
  func zombies() async throws {
    try await SyncProgram.with("check") { program in
      try program.offer(ModelFixture.archive("one"), as: "one")
      let seen = program.archives.appending("seen")
      // /proc shows the processes of the namespace alone; this one is seen while it runs.
      let command = "cat /proc/[0-9]*/stat | grep -c ') Z ' >> '\(seen)'; sleep 600 | cat & (sleep 600 & sleep 600) & wait"
      let running = try RunningProgram(
        SearchPath.find("unshare"),
        Namespace.arguments + [
          Executable.modelSync.path.string, "--model-directory", program.workshop.directory.path.string, "--status-port", "off", "--source",
          program.archives.string, "--retry-delay", "0.01", "--retry-delay-limit", "0.01", "--first-retry-delay-limit", "0.01",
          "--check-command", command, "--check-timeout", "0.3",
        ])
      func counts() -> [Substring] { ((try? String(contentsOfFile: seen.string, encoding: .utf8)) ?? "").split(separator: "\n") }
      try await running.wait(for: "some checks") { counts().count >= 5 }
      #expect(counts().allSatisfy { $0 == "0" }, "\(counts())")
      await running.kill()
    }
  }
}

/// A process that a check command starts, and that does not end when it is told to.
private struct Sleeper {
  private let marker: FilePath

  init(_ program: SyncProgram) { marker = program.archives.appending("pid") }

  /// Shell commands that start it and tell its number.
  var start: String { "(trap '' TERM; sleep 600; sleep 600) & echo $! > '\(marker)'" }

  /// `nil` before it has been started.
  var pid: pid_t? {
    guard let text = try? String(contentsOfFile: marker.string, encoding: .utf8), text.hasSuffix("\n") else { return nil }
    return pid_t(text.dropLast())
  }

  func waitForEnd() async throws {
    let pid = try #require(pid)
    try await Condition.wait(for: "the sleeper's end") { kill(pid, 0) != 0 || isZombie(pid) }
  }

  /// A container without an init leaves orphans unreaped.
  private func isZombie(_ pid: pid_t) -> Bool {
    let status = (try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)) ?? ""
    return status.contains(") Z ")
  }
}

/// Process numbers of a program's own, in which it is the first, as in a container.
private enum Namespace {
  static let arguments = ["--user", "--map-root-user", "--pid", "--fork", "--kill-child", "--mount-proc"]

  /// Not every machine lets its users make one.
  static var canBeMade: Bool { (try? CommandRun("unshare", arguments + ["true"]).status) == 0 }
}
