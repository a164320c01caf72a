import Foundation
import Glibc
import ModelSync
import Shared
import SystemPackage
import TestSupport
import Testing

@Suite("Killed at any step, nothing is lost", .serialized)
struct CrashTests {
  /// From this step on a crash leaves the new generation to be found.
  static let published = CrashPoint.allCases.drop { $0 != .moved }.map(\.self)
  /// Steps that a first publication does not take: there is nothing to prune.
  static let later: [CrashPoint] = [.pruneMoved, .pruned]

  @Test(
    "with an older generation: current is whole after the crash, the next start repairs, the next pull completes",
    arguments: CrashPoint.allCases)
  func replacement(point: CrashPoint) async throws {
    try await SyncProgram.with("crash") { program in
      let keep = ["--keep", "1", "--grace", "0"]
      for name in ["one", "two"] {
        try program.offer(ModelFixture.archive(name), as: name)
        _ = try await program.once(["--keep", "2"])
      }
      try program.offer(ModelFixture.archive("three"), as: "three")
      let crashed = try await program.once(keep, environment: [CrashPoints.variable: point.rawValue])
      #expect(crashed.ending == .signal(SIGKILL), "\(crashed.output)")
      let left = try program.workshop.marker()
      #expect(left == "two" || left == "three", "current leads to a whole generation")

      // A start that gets nothing from its source still finishes or sweeps what was half done.
      let empty = program.archives.appending("empty")
      try FileManager.default.createDirectory(atPath: empty.string, withIntermediateDirectories: true)
      let repaired = try await program.once(source: empty, keep)
      #expect(repaired.ending == .exit(1))
      let (marker, leftovers) = (try program.workshop.marker(), try program.workshop.leftovers())
      #expect(marker == (Self.published.contains(point) ? "three" : "two"))
      #expect(leftovers == [])

      let completed = try await program.once(keep)
      #expect(completed.ending == .exit(0), "\(completed.output)")
      #expect(completed.output.contains(Self.published.contains(point) ? "unchanged" : "published"), "\(completed.output)")
      try expectComplete(program, marker: "three", generations: 1)
    }
  }

  @Test("a first publication", arguments: CrashPoint.allCases.filter { !later.contains($0) })
  func first(point: CrashPoint) async throws {
    try await SyncProgram.with("crash") { program in
      try program.offer(ModelFixture.archive("one"), as: "one")
      let crashed = try await program.once(environment: [CrashPoints.variable: point.rawValue])
      #expect(crashed.ending == .signal(SIGKILL), "\(crashed.output)")
      let left = try program.workshop.marker()
      #expect(left == nil || left == "one")
      let completed = try await program.once()
      #expect(completed.ending == .exit(0), "\(completed.output)")
      try expectComplete(program, marker: "one", generations: 1)
    }
  }

  @Test("killed in the middle of a download, the next start sweeps and fetches")
  func download() async throws {
    try await SyncProgram.with("download") { program in
      let server = try HangingServer()
      defer { server.stop() }
      let endpoints = program.archives.appending("endpoints.yml")
      try Data("models:\n  url: \(server.url)\n".utf8).write(to: URL(fileURLWithPath: endpoints.string))
      let running = try program.start(["--endpoints", endpoints.string])
      try await running.wait(for: "a beginning of the archive") { try program.workshop.stagedBytes() > 0 }
      await running.kill()
      #expect(try !program.workshop.leftovers().isEmpty)
      try program.offer(ModelFixture.archive("one"), as: "one")
      let completed = try await program.once()
      #expect(completed.ending == .exit(0), "\(completed.output)")
      try expectComplete(program, marker: "one", generations: 1)
    }
  }

  func expectComplete(_ program: SyncProgram, marker: String, generations: Int) throws {
    let found = try program.workshop.marker()
    #expect(found == marker)
    let leftovers = try program.workshop.leftovers()
    #expect(leftovers == [])
    let ids = try program.workshop.directory.generationIDs()
    #expect(ids.count == generations)
  }
}
