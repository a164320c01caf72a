import Foundation
import Glibc
import ModelSync
import Shared
import SystemPackage
import TestSupport
import Testing

@Suite("One pull for a pipeline, and the process as such", .serialized)
struct OnceTests {
  @Test("0 and one line when the newest is published, downloaded or not")
  func newest() async throws {
    try await SyncProgram.with("once") { program in
      let archive = ModelFixture.archive("one")
      try program.offer(archive, as: "one")
      let first = try await program.once()
      #expect(first.ending == .exit(0))
      #expect(first.output.split(separator: "\n").count == 1, "\(first.output)")
      let digest = SHA256.hash(of: archive).hexadecimal
      #expect(first.output.hasPrefix("published ") && first.output.contains(digest) && first.output.contains("one.tar.gz"))
      let second = try await program.once()
      #expect(second.ending == .exit(0))
      #expect(second.output.hasPrefix("unchanged") && second.output.contains(digest))
    }
  }

  @Test("1 and the reason when there is no model, or one that is refused; no half state is left")
  func notThere() async throws {
    try await SyncProgram.with("once") { program in
      let none = try await program.once()
      #expect(none.ending == .exit(1))
      #expect(none.output.contains("no model archive"))
      try program.offer(Array("no archive".utf8), as: "bad")
      let refused = try await program.once()
      #expect(refused.ending == .exit(1))
      #expect(refused.output.contains("not gzip-compressed"))
      let again = try await program.once()
      #expect(again.ending == .exit(1))
      #expect(again.output.contains("not gzip-compressed"))
      let leftovers = try program.workshop.leftovers()
      #expect(leftovers == [])
    }
  }

  @Test("2 and the line when endpoints.yml is broken")
  func brokenEndpoints() async throws {
    try await SyncProgram.with("once") { program in
      let file = program.archives.appending("endpoints.yml")
      try Data("models:\n  url: [http://h\n".utf8).write(to: URL(fileURLWithPath: file.string))
      let broken = try await program.once(["--endpoints", file.string])
      #expect(broken.ending == .exit(2))
      #expect(broken.output.contains("endpoints.yml, line "), "\(broken.output)")
      try Data("models:\n  url: http://h/\n  token: ${NOT_SET_ANYWHERE}\n".utf8).write(to: URL(fileURLWithPath: file.string))
      let unset = try await program.once(["--endpoints", file.string])
      #expect(unset.ending == .exit(2))
      #expect(unset.output.contains("line 3") && unset.output.contains("NOT_SET_ANYWHERE"), "\(unset.output)")
    }
  }

  @Test("2 for bad usage, 0 for --help and --version")
  func usage() async throws {
    try await SyncProgram.with("usage") { program in
      for (arguments, status) in [
        (["--bogus"], 2), (["--keep", "x"], 2), (["--endpoints", "absent.yml"], 2), (["--help"], 0), (["--version"], 0),
      ] {
        let ended = try program.start(arguments)
        #expect(try await ended.waitForEnd() == .exit(Int32(status)), "\(arguments)")
        #expect(!ended.output.isEmpty)
      }
    }
  }

  @Test("a second ModelSync on one directory refuses, naming the first; a killed one leaves no lock")
  func secondWriter() async throws {
    try await SyncProgram.with("second") { program in
      try program.offer(ModelFixture.archive("one"), as: "one")
      let first = try program.start(["--source", program.archives.string])
      try await first.wait(for: "a generation") { try program.workshop.directory.current() != nil }
      let second = try await program.once()
      #expect(second.ending == .exit(1))
      #expect(second.output.contains("process \(first.processIdentifier)"), "\(second.output)")
      await first.kill()
      let third = try await program.once()
      #expect(third.ending == .exit(0))
    }
  }

  @Test("a directory that cannot be written is an exit with 1 that names it")
  func readOnly() async throws {
    try await SyncProgram.with("readonly") { program in
      try program.offer(ModelFixture.archive("one"), as: "one")
      // Even root cannot make a folder below a file.
      let file = program.archives.appending("file")
      try Data("x".utf8).write(to: URL(fileURLWithPath: file.string))
      let ended = try await program.once(["--model-directory", file.appending("models").string])
      #expect(ended.ending == .exit(1))
      #expect(ended.output.contains(file.string), "\(ended.output)")
    }
  }

  @Test("SIGTERM in the middle of a download ends it with 0, and nothing is left")
  func termination() async throws {
    try await SyncProgram.with("term") { program in
      let server = try HangingServer()
      defer { server.stop() }
      let endpoints = program.archives.appending("endpoints.yml")
      try Data("models:\n  url: \(server.url)\n".utf8).write(to: URL(fileURLWithPath: endpoints.string))
      let running = try program.start(["--endpoints", endpoints.string])
      try await running.wait(for: "a beginning of the archive") { try program.workshop.stagedBytes() > 0 }
      let ending = try await running.stop()
      #expect(ending == .exit(0), "\(running.output)")
      let leftovers = try program.workshop.leftovers()
      #expect(leftovers == [])
      let once = try program.start(["--once", "--endpoints", endpoints.string])
      try await once.wait(for: "a beginning of the archive") { try program.workshop.stagedBytes() > 0 }
      let interrupted = try await once.stop()
      #expect(interrupted == .exit(1), "\(once.output)")
      #expect(once.output.contains("interrupted"))
    }
  }
}
