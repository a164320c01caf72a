import Foundation
import Glibc
import ModelSync
import Shared
import SystemPackage
import TestSupport
import Testing

@Suite("What servers report")
struct ReportInboxTests {
  private let generation = GenerationID(sequence: 7, digest: SHA256.hash(of: [1]))

  private func with(_ body: (ReportInbox, FilePath) throws -> Void) async throws {
    try await Workshop.with("reports") { workshop in
      let inbox = ReportInbox(workshop.directory)
      try inbox.prepare()
      try body(inbox, workshop.directory.reports)
    }
  }

  private func write(_ bytes: [UInt8], as name: String, in folder: FilePath) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: folder.appending(name).string))
  }

  private func put(
    _ verdict: GenerationReport.Verdict, by server: String, on generation: GenerationID? = nil, in folder: FilePath
  ) throws {
    let report = GenerationReport(
      generation: generation ?? self.generation, server: try #require(ServerName(server)), verdict: verdict, tests: 1,
      reason: verdict == .accepted ? nil : "a reason", reportedAt: Date())
    try write(report.text, as: "\(server).json", in: folder)
  }

  @Test("reports on the generation are heard, one per server; others are swept")
  func heard() async throws {
    try await with { inbox, folder in
      try put(.accepted, by: "web-1", in: folder)
      try put(.refused, by: "web-2", in: folder)
      try put(.refused, by: "old", on: GenerationID(sequence: 6, digest: SHA256.hash(of: [2])), in: folder)
      #expect(inbox.reports(on: generation).map(\.server.description) == ["web-1", "web-2"])
      #expect(try FileTree.names(in: folder).count == 3, "only looking removes nothing")
      #expect(inbox.reports(on: generation, sweeps: true).map(\.verdict) == [.accepted, .refused])
      #expect(try FileTree.names(in: folder) == ["web-1.json", "web-2.json"])
    }
  }

  @Test("what is no report is not read, and goes: pipes, links, large files, other names")
  func hostile() async throws {
    try await with { inbox, folder in
      try put(.accepted, by: "good", in: folder)
      #expect(mkfifo(folder.appending("pipe.json").string, 0o600) == 0)
      try FileManager.default.createSymbolicLink(
        atPath: folder.appending("link.json").string, withDestinationPath: folder.appending("good.json").string)
      try FileManager.default.createSymbolicLink(atPath: folder.appending("zero.json").string, withDestinationPath: "/dev/zero")
      try write([UInt8](repeating: 0x20, count: GenerationReport.maximumBytes + 1), as: "large.json", in: folder)
      try write(Array(String(repeating: "[", count: 10_000).utf8), as: "deep.json", in: folder)
      try write([0xFF, 0x00], as: "binary.json", in: folder)
      try write(
        GenerationReport(parsing: Array(Data(contentsOf: URL(fileURLWithPath: folder.appending("good.json").string))), named: "good.json")?
          .text ?? [], as: "other.json", in: folder)
      try FileManager.default.createDirectory(atPath: folder.appending("folder.json").string, withIntermediateDirectories: false)
      try write([], as: "README", in: folder)
      try write([], as: GenerationReport.temporaryName(1), in: folder)
      #expect(inbox.reports(on: generation, sweeps: true).map(\.server.description) == ["good"])
      // A folder, what has another name, and what may be in the middle of being written stay.
      #expect(try FileTree.names(in: folder) == [GenerationReport.temporaryName(1), "README", "folder.json", "good.json"])
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSinceNow: -1_000)], ofItemAtPath: folder.appending(GenerationReport.temporaryName(1)).string)
      _ = inbox.reports(on: generation, sweeps: true)
      #expect(try FileTree.names(in: folder) == ["README", "folder.json", "good.json"])
    }
  }

  @Test("of very many files a bounded number is looked at, and each look leaves fewer of them")
  func many() async throws {
    try await with { inbox, folder in
      for number in 0..<1_500 { try write([], as: "\(number).json", in: folder) }
      #expect(inbox.reports(on: generation, sweeps: true).isEmpty)
      #expect(try FileTree.names(in: folder).count == 500)
      #expect(inbox.reports(on: generation, sweeps: true).isEmpty)
      #expect(try FileTree.names(in: folder).isEmpty)
    }
  }

  @Test("a folder that is none is not looked into")
  func noFolder() async throws {
    try await Workshop.with("reports") { workshop in
      let inbox = ReportInbox(workshop.directory)
      #expect(inbox.reports(on: generation).isEmpty)
      #expect(inbox.version() == nil)
      try FileManager.default.createDirectory(atPath: workshop.directory.path.string, withIntermediateDirectories: true)
      try FileManager.default.createSymbolicLink(atPath: workshop.directory.reports.string, withDestinationPath: "/")
      #expect(inbox.reports(on: generation, sweeps: true).isEmpty)
      #expect(inbox.version() == nil)
    }
  }
}
