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

  @Test("ends with ModelSync, and what it has started with it")
  func interrupted() async throws {
    try await SyncProgram.with("check") { program in
      try program.offer(ModelFixture.archive("one"), as: "one")
      let marker = program.archives.appending("pid")
      let command = "sleep 600 & echo $! > '\(marker)'; wait"
      let running = try program.start(["--once", "--source", program.archives.string, "--check-command", command])
      try await running.wait(for: "the check runs") {
        (try? String(contentsOfFile: marker.string, encoding: .utf8))?.hasSuffix("\n") == true
      }
      let pid = try #require(pid_t(try String(contentsOfFile: marker.string, encoding: .utf8).dropLast()))
      running.send(signal: SIGTERM)
      #expect(try await running.waitForEnd() == .exit(1))
      try await Condition.wait(for: "the sleeper's end") { kill(pid, 0) != 0 || isZombie(pid) }
      #expect(try program.workshop.leftovers() == [])
    }
  }

  /// A container without an init leaves orphans unreaped.
  private func isZombie(_ pid: pid_t) -> Bool {
    let status = (try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)) ?? ""
    return status.contains(") Z ")
  }
}
