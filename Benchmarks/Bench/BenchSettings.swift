import Foundation
import SystemPackage
import TestSupport

/// What is measured, from the environment.
struct BenchSettings: Sendable {
  /// One part of the suite.
  enum Part: String, CaseIterable { case kernels, parse, policies, load, http, turns }

  /// A model that is measured, and how tables call it.
  struct Model: Sendable {
    let name: String
    let archive: FilePath
  }

  /// `BENCH_ONLY`: one part alone.
  let parts: [Part]
  /// `BENCH_MODEL`, else the parity kit's default-configuration bot, else the example bot. The aims are those of this model.
  let model: Model
  /// The archives in `BENCH_MODELS`, those of few intents first.
  let furtherModels: [Model]
  let furtherModelsFolder: FilePath
  /// Ordinary messages for ``model``, asked in turn.
  let texts: [String]
  /// `BENCH_RASA`: real Rasa's command, which is then measured in the same run.
  let rasa: FilePath?
  /// `BENCH_SECONDS`: how long each measurement over HTTP lasts.
  let duration: Duration
  /// `BENCH_ROUNDS`: measurements of each kind over HTTP, of which the median counts.
  let rounds: Int
  /// `BENCH_OUTPUT`: where the JSON goes.
  let output: FilePath

  init(environment: [String: String]) throws {
    func setting(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    func path(_ name: String, in repository: String) -> FilePath {
      FilePath(setting(name) ?? Repository.root.appending(repository).string)
    }
    if let only = setting("BENCH_ONLY") {
      guard let part = Part(rawValue: only) else { throw BenchError.unknownPart(only) }
      parts = [part]
    } else {
      parts = Part.allCases
    }
    let example = Repository.root.appending("Examples/concierge")
    var goldens = example.appending("goldens/nlu.jsonl")
    var archive = path("BENCH_MODEL", in: "Examples/concierge/models/concierge-small.tar.gz")
    if setting("BENCH_MODEL") == nil, let kit = try? ParityKit.require() {
      archive = kit.model("moodbot")
      goldens = kit.goldens("moodbot", kind: "nlu")
    }
    model = Self.model(archive)
    furtherModelsFolder = path("BENCH_MODELS", in: "run/bench-models")
    furtherModels = Self.archives(in: furtherModelsFolder)
    // Ordinary messages: neither the empty one nor the very long ones that parity tests.
    texts = try Golden.read(goldens).map(\.text).filter { (1...80).contains($0.utf8.count) && !$0.hasPrefix("/") }.prefix(64).map(\.self)
    rasa = setting("BENCH_RASA").map { FilePath($0) }
    duration = .milliseconds(Int((setting("BENCH_SECONDS").flatMap { Double($0) } ?? 3) * 1000))
    rounds = max(1, setting("BENCH_ROUNDS").flatMap { Int($0) } ?? 3)
    output = path("BENCH_OUTPUT", in: "run/bench.json")
    let folder = output.removingLastComponent().string
    if !folder.isEmpty { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }
  }

  private static func model(_ archive: FilePath) -> Model {
    let name = archive.lastComponent?.string ?? ""
    return Model(name: name.hasSuffix(".tar.gz") ? String(name.dropLast(7)) : name, archive: archive)
  }

  private static func archives(in folder: FilePath) -> [Model] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.string)) ?? []
    return names.filter { $0.hasSuffix(".tar.gz") }.sorted { $0.compare($1, options: .numeric) == .orderedAscending }
      .map { model(folder.appending($0)) }
  }
}
