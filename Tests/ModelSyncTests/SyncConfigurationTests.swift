import ArgumentParser
import Foundation
import ModelSync
import Shared
import SystemPackage
import TestSupport
import Testing

@Suite("Every setting has one meaning, wherever it stands")
struct SyncConfigurationTests {
  func configuration(
    _ arguments: [String] = [], environment: [String: String] = [:]
  ) throws -> SyncConfiguration {
    try SyncConfiguration(SyncOptions.parse(["--source", "/m"] + arguments), environment: environment)
  }

  func error(_ arguments: [String] = [], environment: [String: String] = [:]) -> SyncConfigurationError? {
    do {
      _ = try configuration(arguments, environment: environment)
      return nil
    } catch {
      return error as? SyncConfigurationError
    }
  }

  @Test("defaults")
  func defaults() throws {
    let configuration = try configuration()
    #expect(configuration.modelDirectory == "models")
    #expect(!configuration.isOnce)
    #expect(configuration.interval == .seconds(100))
    #expect(configuration.backoff == Backoff(initial: .seconds(1), limit: .seconds(60)))
    #expect(configuration.pruning == Pruning(keep: 2, grace: .seconds(300)))
    #expect(configuration.downloadLimits == DownloadLimits())
    #expect(configuration.archiveLimits == ArchiveLimits())
    #expect(configuration.status == .init(host: "127.0.0.1", port: 5006))
  }

  @Test("a flag wins over its twin in the environment, and a twin over the default")
  func precedence() throws {
    let twins = ["MODEL_SYNC_KEEP": "7", "MODEL_SYNC_INTERVAL": "2.5", "MODEL_SYNC_ONCE": "true", "MODEL_SYNC_GRACE": ""]
    let configuration = try configuration(["--keep", "3"], environment: twins)
    #expect(configuration.pruning == Pruning(keep: 3, grace: .seconds(300)))
    #expect(configuration.interval == .milliseconds(2_500))
    #expect(configuration.isOnce)
  }

  @Test("sizes have units")
  func sizes() throws {
    let configuration = try configuration([
      "--maximum-archive-size", "500M", "--maximum-unpacked-size", "3g", "--minimum-rate", "0", "--maximum-rate", "64K",
    ])
    #expect(configuration.downloadLimits.maximumBytes == 500 << 20)
    #expect(configuration.archiveLimits.maximumBytes == 3 << 30)
    #expect(configuration.downloadLimits.minimumBytesPerSecond == 0)
    #expect(configuration.downloadLimits.maximumBytesPerSecond == 64 << 10)
  }

  @Test(
    "a value that cannot be used is named by flag and twin",
    arguments: [
      ("--keep", "0"), ("--keep", "x"), ("--interval", "-1"), ("--interval", "nan"), ("--status-port", "65536"), ("--log-level", "loud"),
      ("--log-format", "xml"), ("--maximum-archive-size", "1E"), ("--maximum-archive-size", "99999999999G"), ("--grace", "inf"),
      ("--maximum-rate", "1000"),
    ])
  func unusable(flag: String, value: String) throws {
    let sentence = try #require(error([flag + "=" + value])?.description)
    #expect(sentence.hasPrefix(flag + " (MODEL_SYNC_"))
    #expect(!sentence.contains("99999"))
  }

  @Test("0 seconds between pulls means once, and off means no status")
  func once() throws {
    let configuration = try configuration(["--interval", "0", "--status-port", "off"])
    #expect(configuration.interval == nil)
    #expect(configuration.status == nil)
  }

  @Test("endpoints.yml gives server and interval; it wins over --source, with a warning")
  func endpoints() async throws {
    try await TestDirectory.with("endpoints") { directory in
      let file = directory.appending("e.yml")
      try Data("models:\n  url: http://h/m\n  wait_time_between_pulls: 7\n".utf8).write(to: URL(fileURLWithPath: file.string))
      let configuration = try configuration(["--endpoints", file.string])
      guard case .modelServer = configuration.source else {
        Issue.record("the server wins")
        return
      }
      #expect(configuration.interval == .seconds(7))
      #expect(configuration.warnings.count == 1)
      let shorter = try self.configuration(["--endpoints", file.string, "--interval", "3"])
      #expect(shorter.interval == .seconds(3))
    }
  }

  @Test("without any source there is nothing to do")
  func noSource() async throws {
    try await TestDirectory.with("nosource") { directory in
      let file = directory.appending("e.yml")
      try Data("action_endpoint:\n  url: http://h\n".utf8).write(to: URL(fileURLWithPath: file.string))
      #expect(throws: SyncConfigurationError.noSource) {
        try SyncConfiguration(SyncOptions.parse(["--endpoints", file.string]), environment: [:])
      }
    }
  }

  @Test("a remote storage is named by cloud and archive, or by cloud and prefix")
  func remoteStorage() throws {
    for arguments in [["aws", "-m", "bots/m"], ["gcs", "--model", "m.tar.gz"], ["azure", "--model-prefix", "bots/"]] {
      let configuration = try SyncConfiguration(SyncOptions.parse(["--remote-storage"] + arguments), environment: [:])
      guard case .remote = configuration.source else {
        Issue.record("the storage is the source")
        return
      }
      #expect(configuration.interval == .seconds(100))
    }
    #expect(try configuration(["--remote-storage", "aws", "-m", "m"]).warnings.count == 1, "--source is not used")
  }

  @Test(
    "a remote storage without its archive, with too much of it, or with another name is refused",
    arguments: [
      (["aws"], "--model "), (["aws", "-m", "m", "--model-prefix", "p"], "--model-prefix "), (["s3", "-m", "m"], "--remote-storage "),
      (["aws", "-m", "../m"], "--model "), (["aws", "-m", "m", "--part-size", "1"], "--part-size "),
      (["aws", "-m", "m", "--s3-addressing", "x"], "--s3-addressing "), (["aws", "-m", "m", "--parallel-parts", "0"], "--parallel-parts "),
    ])
  func remoteStorageRefused(arguments: [String], flag: String) throws {
    #expect(try #require(error(["--remote-storage"] + arguments)?.description).hasPrefix(flag))
  }

  @Test("a crash point that does not exist is refused")
  func crashPoint() {
    #expect(error(environment: [CrashPoints.variable: "nowhere"]) == .unknownCrashPoint)
    #expect(error(environment: [CrashPoints.variable: "moved"]) == nil)
  }

  @Test("the manual has a row for every flag and its twin, and no other")
  func manual() throws {
    let manual = try String(contentsOfFile: Repository.root.appending("docs/ModelSync.md").string, encoding: .utf8)
    let rows = manual.split(separator: "\n").filter { $0.hasPrefix("| `--") }
    let documented = rows.map { row in
      row.split(separator: "`").map(String.init).filter { $0.hasPrefix("--") || $0.hasPrefix("MODEL_SYNC_") }
    }
    // A flag's explanation begins on its line, or on the next when the flag is long.
    let flags = RunCommand.helpMessage(columns: 10_000).replacing(/\n {10,}/, with: " ").split(separator: "\n").compactMap {
      line -> [String]? in
      let words = line.split(separator: " ").drop { $0.hasPrefix("-") && !$0.hasPrefix("--") }
      guard let flag = words.first, flag.hasPrefix("--"), let twin = line.firstMatch(of: /\((MODEL_SYNC_\w+);/) else {
        return nil
      }
      return [String(flag), String(twin.1)]
    }
    #expect(flags.count > 20)
    let documentedFlags = documented.map { [$0[0].split(separator: " ")[0].description, $0[1]] }
    #expect(Set(documentedFlags) == Set(flags))
  }
}
