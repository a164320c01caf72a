import Foundation
import SystemPackage
import TestSupport
import Testing

extension EndToEnd {
  /// ModelSync against S3 (moto), Google Cloud Storage and Azure Blob Storage, with signatures checked.
  @Suite
  struct RemoteStorageTests {
    @Test("the first model is published, the same one is not fetched again, a changed one is", arguments: CloudStorage.Kind.allCases)
    func changes(kind: CloudStorage.Kind) async throws {
      try await RemoteStage.with(kind) { stage in
        let nothing = try await stage.once()
        #expect(nothing.ending == .exit(1))
        #expect(nothing.output.contains("is not there: the answer was 404"))

        try stage.storage.put(RemoteStage.name, ModelFixture.archive("first", padding: 300_000))
        let first = try await stage.once()
        #expect(first.ending == .exit(0), "\(first.output)")
        #expect(first.output.hasPrefix("published "))
        #expect(stage.marker == "first")

        let before = stage.proxy.requests.count
        let second = try await stage.once()
        #expect(second.output.hasPrefix("unchanged: "), "\(second.output)")
        #expect(stage.proxy.requests.count == before + 1, "one request without content")

        try stage.storage.put(RemoteStage.name, ModelFixture.archive("second"))
        let third = try await stage.once()
        #expect(third.output.hasPrefix("published "), "\(third.output)")
        #expect(stage.marker == "second")
      }
    }

    @Test("an archive that is cut again and again goes on where it broke off", arguments: CloudStorage.Kind.allCases)
    func cut(kind: CloudStorage.Kind) async throws {
      try await RemoteStage.with(kind) { stage in
        try stage.storage.put(RemoteStage.name, ModelFixture.archive("whole", padding: 300_000))
        // Google is asked for the version by GET as well: that answer is not cut.
        if kind == .gcs { stage.proxy.inject(.cut(after: 1_000_000)) }
        for bytes in [10_000, 20_000, 30_000] { stage.proxy.inject(.cut(after: bytes)) }
        let answer = try await stage.once()
        #expect(answer.ending == .exit(0), "\(answer.output)")
        #expect(stage.marker == "whole")
        let starts = stage.proxy.requests.compactMap { $0.firstMatch(of: /(?i)range: bytes=(\d+)-/)?.1 }.compactMap {
          Int($0)
        }
        let resumed = Set(starts.filter { $0 % 65_536 != 0 })
        #expect(resumed.count == 3, "\(starts)")
      }
    }

    @Test(
      "every refusal and failure has its sentence, leaves nothing behind, and is over once it is over",
      arguments: CloudStorage.Kind.allCases)
    func faults(kind: CloudStorage.Kind) async throws {
      try await RemoteStage.with(kind) { stage in
        let method = kind == .gcs ? "GET" : "HEAD"
        try stage.storage.put(RemoteStage.name, ModelFixture.archive("good"))
        for (status, sentence) in [
          ("403 Forbidden", "may not be read with these credentials"), ("404 Not Found", "is not there"),
          ("500 Internal Server Error", "cannot be read at the moment: the answer was 500"), ("429 Too Many", "asks for fewer requests"),
        ] {
          stage.proxy.inject(.answer(status), into: method)
          // To learn why, S3 is asked for the same with an answer that has a body.
          if kind == .aws, status.hasPrefix("403") { stage.proxy.inject(.answer(status)) }
          let answer = try await stage.once()
          #expect(answer.ending == .exit(1))
          #expect(answer.output.contains(sentence), "\(answer.output)")
          #expect(stage.leftovers.isEmpty)
        }
        let good = try await stage.once()
        #expect(good.ending == .exit(0), "\(good.output)")
        #expect(stage.marker == "good")
      }
    }

    @Test("an archive that has not the checksum that the storage states is dropped")
    func checksum() async throws {
      try await RemoteStage.with(.azure) { stage in
        try stage.storage.put(RemoteStage.name, ModelFixture.archive("damaged", padding: 200_000), options: "md5=wrong")
        let answer = try await stage.once()
        #expect(answer.ending == .exit(1))
        #expect(answer.output.contains("has not the MD5 that the store states"), "\(answer.output)")
        #expect(stage.marker == nil && stage.leftovers.isEmpty)
      }
    }

    @Test("SIGTERM in the middle of an archive ends at once and leaves nothing behind", arguments: CloudStorage.Kind.allCases)
    func interrupted(kind: CloudStorage.Kind) async throws {
      try await RemoteStage.with(kind) { stage in
        try stage.storage.put(RemoteStage.name, ModelFixture.archive("large", padding: 3_000_000))
        let program = try stage.start(["--maximum-rate", "64K", "--minimum-rate", "0", "--status-port", "off"])
        try await program.wait(for: "a part that is under way") { stage.proxy.requests.contains { $0.contains("bytes=0-65535") } }
        #expect(!stage.leftovers.isEmpty)
        #expect(try await program.stop() == .exit(0))
        #expect(stage.leftovers.isEmpty && stage.marker == nil)
      }
    }

    @Test("somebody else's credentials are refused by a sentence that does not hold them", arguments: [CloudStorage.Kind.aws, .azure])
    func stranger(kind: CloudStorage.Kind) async throws {
      try await RemoteStage.with(kind) { stage in
        try stage.storage.put(RemoteStage.name, ModelFixture.archive("good"))
        let keys = try stage.storage.credentials("stranger")
        let answer = try await stage.once(["--log-level", "trace"], environment: keys)
        #expect(answer.ending == .exit(1))
        #expect(answer.output.contains("may not be read with these credentials: the answer was 403"), "\(answer.output)")
        for (name, value) in keys where name != "AWS_ACCESS_KEY_ID" { #expect(!answer.output.contains(value)) }
        #expect(!answer.output.lowercased().contains("signature="))
      }
    }

    @Test("a model in sync stays so when its keys are rotated in the shared file")
    func rotation() async throws {
      try await RemoteStage.with(.aws) { stage in
        let file = stage.directory.appending("credentials")
        func write(_ keys: [String: String]) throws {
          let lines = keys.map { "\($0.key.lowercased()) = \($0.value)" }
          try Data("[default]\n\(lines.joined(separator: "\n"))\n".utf8).write(to: URL(fileURLWithPath: file.string), options: .atomic)
        }
        try write(stage.environment.filter { $0.key.hasPrefix("AWS_") && $0.key.contains("KEY") })
        try stage.storage.put(RemoteStage.name, ModelFixture.archive("first"))
        let program = try stage.start(
          ["--interval", "0.2", "--status-port", "off"],
          environment: ["AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": "", "AWS_SHARED_CREDENTIALS_FILE": file.string])
        try await program.wait(for: "the first model") { stage.marker == "first" }
        let keys = try stage.storage.credentials()
        try write(keys)
        try stage.storage.put(RemoteStage.name, ModelFixture.archive("second"))
        try await program.wait(for: "the second model") { stage.marker == "second" }
        #expect(try await program.stop() == .exit(0))
      }
    }

    @Test("the newest archive under a prefix is kept in sync", arguments: CloudStorage.Kind.allCases)
    func newest(kind: CloudStorage.Kind) async throws {
      try await RemoteStage.with(kind) { stage in
        let prefix = ["--model-prefix", "bots/2026"]
        let nothing = try await stage.once(prefix)
        #expect(nothing.output.contains("there is no archive (*.tar.gz) under"), "\(nothing.output)")
        for name in ["bots/2026-a", "bots/2026-b", "other/z"] { try stage.storage.put("\(name).tar.gz", ModelFixture.archive(name)) }
        #expect(try await stage.once(prefix).ending == .exit(0))
        #expect(stage.marker == "bots/2026-b")
        #expect(try await stage.once(prefix).output.hasPrefix("unchanged: "))
        try stage.storage.put("bots/2026-c.tar.gz", ModelFixture.archive("newer"))
        #expect(try await stage.once(prefix).ending == .exit(0))
        #expect(stage.marker == "newer")
      }
    }
  }
}
