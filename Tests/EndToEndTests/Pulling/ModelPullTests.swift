import Foundation
import JSON
import SystemPackage
import TestSupport
import Testing

extension EndToEnd {
  /// ModelSync and APIServer against an nginx with its own ETags.
  @Suite
  struct ModelPullTests {
    @Test("an archive on a web server is pulled once, published in one step, and answers")
    func firstModel() async throws {
      try await PullingStage.with(Example.archive) { stage in
        #expect(try stage.server.parse(Example.message).json["intent"]?["name"]?.string == Example.intent)

        // Let a few more pulls pass: each has to be answered with a 304.
        try await Condition.wait(for: "three answers without a body") {
          stage.nginx.answers(for: PullingStage.archiveName)[304, default: 0] >= 3
        }
        let answers = stage.nginx.answers(for: PullingStage.archiveName)
        #expect(answers[200] == 1)
        #expect(Set(answers.keys) == [200, 304])

        let current = stage.models.appending("current").string
        let target = try FileManager.default.destinationOfSymbolicLink(atPath: current)
        #expect(target.hasPrefix("generations/"), "a relative link: \(target)")
        #expect(FileManager.default.fileExists(atPath: current + "/metadata.json"))
        #expect(FileManager.default.fileExists(atPath: current + "/generation.json"))
      }
    }

    @Test("a restart of ModelSync costs one 304 and no download")
    func restart() async throws {
      try await PullingStage.with(Example.archive) { stage in
        try await stage.sync.program.stop()
        let before = stage.nginx.answers(for: PullingStage.archiveName)
        let again = try await RunningModelSync.start(
          endpoints: stage.directory.appending("endpoints.yml"), models: stage.models)
        try await Condition.wait(for: "a pull after the restart") {
          stage.nginx.answers(for: PullingStage.archiveName)[304, default: 0] > before[304, default: 0]
        }
        #expect(stage.nginx.answers(for: PullingStage.archiveName)[200] == 1)
        #expect(try await again.program.stop() == .exit(0))
      }
    }

    @Test("an archive that is no model leaves the old model answering, and is not downloaded again")
    func brokenArchive() async throws {
      try await PullingStage.with(Example.archive) { stage in
        let good = try stage.server.parse(Example.message)
        let broken = stage.directory.appending("broken.tar.gz")
        let bytes = try Data(contentsOf: URL(fileURLWithPath: Example.archive.string))
        try bytes.prefix(bytes.count / 2).write(to: URL(fileURLWithPath: broken.string))
        try stage.nginx.publish(broken, as: PullingStage.archiveName)
        try await Condition.wait(for: "a second download") { stage.nginx.answers(for: PullingStage.archiveName)[200, default: 0] >= 2 }
        let unchanged = stage.nginx.answers(for: PullingStage.archiveName)[304, default: 0]
        try await Condition.wait(for: "pulls after the refusal") {
          stage.nginx.answers(for: PullingStage.archiveName)[304, default: 0] >= unchanged + 2
        }
        #expect(stage.nginx.answers(for: PullingStage.archiveName)[200] == 2)
        #expect(try stage.server.parse(Example.message) == good)
      }
    }
  }
}
