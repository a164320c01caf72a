import Foundation
import SystemPackage
import TestSupport
import Testing

extension EndToEnd {
  /// `ModelSync push` to S3 (moto), Google Cloud Storage and Azure Blob Storage, with signatures checked.
  @Suite
  struct PushTests {
    struct Stage {
      let directory: FilePath
      let storage: CloudStorage
      let environment: [String: String]

      func archive(_ name: String, _ bytes: [UInt8]) throws -> String {
        let path = directory.appending("\(name).tar.gz").string
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        return path
      }

      func run(_ arguments: [String], environment: [String: String] = [:]) async throws -> (ending: ProgramEnding, output: String) {
        let place = ["--remote-storage", storage.kind.rawValue, "-m", "bots/model"]
        let program = try RunningProgram(
          Executable.modelSync.path, arguments + place, environment: self.environment.merging(environment) { $1 }, in: directory)
        let ending = try await program.waitForEnd()
        return (ending, program.output)
      }
    }

    func with(_ kind: CloudStorage.Kind, _ body: (Stage) async throws -> Void) async throws {
      try await TestDirectory.with("push") { directory in
        let storage = try await CloudStorage.start(kind)
        let variables = try storage.environment().merging(storage.credentials("writer")) { $1 }
        try await body(Stage(directory: directory, storage: storage, environment: variables))
        try await storage.stop()
      }
    }

    @Test("an archive is stored once, not replaced unless that is wanted, and pulled again", arguments: CloudStorage.Kind.allCases)
    func wholeWay(kind: CloudStorage.Kind) async throws {
      try await with(kind) { stage in
        let first = try stage.archive("first", ModelFixture.archive("first", padding: 3_000_000))
        let second = try stage.archive("second", ModelFixture.archive("second"))
        let pushed = try await stage.run(["push", first])
        #expect(pushed.ending == .exit(0) && pushed.output.hasPrefix("pushed \(first)"), "\(pushed.output)")
        let again = try await stage.run(["push", first])
        #expect(again.ending == .exit(0) && again.output.contains("is there already with the same bytes"), "\(again.output)")
        let other = try await stage.run(["push", second])
        #expect(other.ending == .exit(1) && other.output.contains("--overwrite replaces it"), "\(other.output)")
        let pull = ["--once", "--model-directory", stage.directory.appending("models").string]
        let pulled = try await stage.run(pull)
        #expect(pulled.ending == .exit(0) && pulled.output.hasPrefix("published "), "\(pulled.output)")
        let marker = stage.directory.appending("models/current/components/marker.txt").string
        #expect(try String(contentsOfFile: marker, encoding: .utf8) == "first")

        let replaced = try await stage.run(["push", second, "--overwrite"])
        #expect(replaced.ending == .exit(0) && replaced.output.hasPrefix("pushed "), "\(replaced.output)")
        #expect(try await stage.run(pull).ending == .exit(0))
        #expect(try String(contentsOfFile: marker, encoding: .utf8) == "second")
      }
    }

    @Test("what is no whole model is not pushed, and what may not be written is told", arguments: CloudStorage.Kind.allCases)
    func refused(kind: CloudStorage.Kind) async throws {
      try await with(kind) { stage in
        let bad = try stage.archive("bad", Array(ModelFixture.archive("bad").dropLast(7)))
        let refused = try await stage.run(["push", bad])
        #expect(refused.ending == .exit(1) && refused.output.contains("is not pushed: the archive is truncated"), "\(refused.output)")
        let good = try stage.archive("good", ModelFixture.archive("good"))
        if kind != .gcs {
          let stranger = try await stage.run(["push", good], environment: try stage.storage.credentials("stranger"))
          #expect(
            stranger.ending == .exit(1) && stranger.output.contains("may not be written with these credentials"), "\(stranger.output)")
        }
        let absent = try await stage.run(["push", "absent.tar.gz"])
        #expect(absent.ending == .exit(1) && absent.output.contains("there is no archive"), "\(absent.output)")
        let nowhere = try await stage.run(["--once", "--model-directory", stage.directory.appending("models").string])
        #expect(nowhere.ending == .exit(1), "nothing was stored")
      }
    }
  }
}
