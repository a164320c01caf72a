import Foundation
import Logging
import ModelSync
import ServiceLifecycle
import Shared
import SystemPackage
import TestSupport
import Testing

@Suite("Noticing reports")
struct ReportWatchTests {
  private func report(
    _ verdict: GenerationReport.Verdict, on generation: GenerationID, by server: String, _ text: String, in folder: FilePath
  )
    throws
  {
    let report = GenerationReport(
      generation: generation, server: try #require(ServerName(server)), verdict: verdict, tests: 1,
      reason: verdict == .accepted ? nil : text, reportedAt: Date())
    try Data(report.text).write(to: URL(fileURLWithPath: folder.appending("\(server).json").string), options: .atomic)
  }

  @Test("has one pull made for each server that refuses the current generation, however often it says so")
  func once() async throws {
    try await Workshop.with("reports") { workshop in
      let (inbox, requests, time) = (ReportInbox(workshop.directory), PullRequests(), TestClock())
      workshop.source.offer(ModelFixture.archive("only"))
      var state = workshop.state()
      let id = try #require(await workshop.pull(&state).generation?.id)
      try inbox.prepare()
      let quick = SyncClock(now: { Date() }, sleep: { _ in try? await Task.sleep(for: .milliseconds(1)) })
      let loop = SyncLoop(
        puller: workshop.puller(clock: time.clock, inbox: inbox), state: workshop.state(), requests: requests, clock: time.clock)
      let watch = ReportWatch(inbox, directory: workshop.directory, requests: requests, board: workshop.board, clock: quick)
      let group = ServiceGroup(services: [loop, watch], logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
      let running = Task { try await group.run() }
      // After each pull the loop waits once.
      try await Condition.wait(for: "the first pull") { time.sleeps.count == 1 }
      let folder = workshop.directory.reports
      for round in 1...3 {
        try report(.refused, on: id, by: "web-1", "reason \(round)", in: folder)
        try report(.accepted, on: id, by: "web-2-\(round)", "", in: folder)
        try await Condition.wait(for: "reports that are heard") { workshop.board.current.servers.accepted == round }
        try await Condition.wait(for: "the pull that was asked for") { time.sleeps.count >= 2 }
      }
      // Whoever is heard after a pull that the third round had asked for is heard after its end.
      try report(.accepted, on: id, by: "web-3", "", in: folder)
      try await Condition.wait(for: "the last report") { workshop.board.current.servers.accepted == 4 }
      #expect(time.sleeps.count == 2)
      try report(.refused, on: id, by: "web-0", "another", in: folder)
      try await Condition.wait(for: "a pull for another server") { time.sleeps.count == 3 }
      await group.triggerGracefulShutdown()
      try await running.value
    }
  }
}
