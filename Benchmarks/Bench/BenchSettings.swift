import Foundation
import SystemPackage
import TestSupport

/// What is measured, from the environment.
struct BenchSettings: Sendable {
  /// The archive; `BENCH_MODEL`, else the parity kit's default-configuration bot, else the example bot.
  let model: FilePath
  /// The messages that are asked, in turn.
  let texts: [String]
  /// `BENCH_RASA`: real Rasa's command, which is then measured in the same run.
  let rasa: FilePath?
  /// `BENCH_SECONDS`: how long each measurement lasts.
  let duration: Duration
  /// `BENCH_ROUNDS`: measurements of each kind, of which the median counts.
  let rounds: Int
  /// `BENCH_OUTPUT`: where the JSON goes.
  let output: FilePath

  init(environment: [String: String]) throws {
    func setting(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    let example = Repository.root.appending("Examples/concierge")
    let goldens: FilePath
    if let kit = try? ParityKit.require(), setting("BENCH_MODEL") == nil {
      model = kit.model("moodbot")
      goldens = kit.goldens("moodbot", kind: "nlu")
    } else {
      model = setting("BENCH_MODEL").map { FilePath($0) } ?? example.appending("models/concierge-small.tar.gz")
      goldens = example.appending("goldens/nlu.jsonl")
    }
    // Ordinary messages: neither the empty one nor the very long ones that parity tests.
    texts = try Golden.read(goldens).map(\.text).filter { (1...80).contains($0.utf8.count) && !$0.hasPrefix("/") }.prefix(64).map(\.self)
    rasa = setting("BENCH_RASA").map { FilePath($0) }
    duration = .milliseconds(Int((setting("BENCH_SECONDS").flatMap { Double($0) } ?? 5) * 1000))
    rounds = setting("BENCH_ROUNDS").flatMap { Int($0) } ?? 3
    output = FilePath(setting("BENCH_OUTPUT") ?? Repository.root.appending("run/bench.json").string)
    let folder = output.removingLastComponent().string
    if !folder.isEmpty { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }
  }
}
