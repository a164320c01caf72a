import Glibc
import SystemPackage
import TestSupport

/// The servers as their clients see them, real Rasa beside ours where its command is given.
struct HTTPBenchmark {
  let settings: BenchSettings

  func run(_ report: inout Report, _ findings: inout Findings) async throws {
    var servers = ServerTable(hasRasa: settings.rasa != nil)
    var parses = ParseTable(hasRasa: settings.rasa != nil, settings)
    for model in [settings.model] + settings.furtherModels {
      let isMain = model.archive == settings.model.archive
      print("… \(model.name)")
      fflush(nil)
      let starts = try await secondsToReady(model.archive)
      try await Self.with([contender(model.archive)] + rasa(model.archive)) { contenders in
        try await Agreement.check(settings.texts + Messages.lengths.flatMap(Messages.ofLength), contenders)
        try await measure(model, contenders, isMain: isMain, &parses, &findings)
        let residents = contenders.map { ProcessMemory.resident(of: $0.program.processIdentifier) ?? 0 }
        servers.add(model.name, starts: starts, contenders, residents)
        guard isMain else { return }
        findings.secondsToReady = starts.median
        if residents.count == 2 { findings.memoryRatio = Double(residents[1]) / Double(residents[0]) }
        report.add(try await BudgetBenchmark(settings: settings).table(contenders[0]))
      }
    }
    report.add(servers.table)
    report.add(parses.table)
    report.add(try await SwapBenchmark(settings: settings).table(&findings))
    report.add(try await CoresBenchmark(settings: settings).table(&findings))
  }

  private func contender(_ model: FilePath) async throws -> Contender { try await .souffleur(model) }

  private func rasa(_ model: FilePath) async throws -> [Contender] {
    guard let rasa = settings.rasa else { return [] }
    return [try await .rasa(rasa, model)]
  }

  /// Of several starts, none of them the first since the files were read last.
  private func secondsToReady(_ model: FilePath) async throws -> Sample {
    var seconds: [Double] = []
    for _ in 0..<5 {
      let contender = try await Contender.souffleur(model)
      seconds.append(contender.secondsToReady)
      try await contender.stop()
    }
    return Sample(seconds)
  }

  /// Stops the contenders whatever happens.
  static func with(_ contenders: [Contender], _ body: ([Contender]) async throws -> Void) async throws {
    do {
      try await body(contenders)
    } catch {
      for contender in contenders { await contender.program.kill() }
      throw error
    }
    for contender in contenders { try await contender.stop() }
  }

  private func measure(
    _ model: BenchSettings.Model, _ contenders: [Contender], isMain: Bool, _ parses: inout ParseTable, _ findings: inout Findings
  ) async throws {
    var kinds = Messages.lengths.map { (name: $0 == 1 ? "1 token" : "\($0) tokens", texts: Messages.ofLength($0)) }
    if isMain { kinds.insert((name: "ordinary", texts: settings.texts), at: 0) }
    for kind in kinds {
      let questions = try contenders.map { try Question.learn(kind.texts, from: $0) }
      for connections in [1, 8] {
        let rounds = try await PairedLoad(connections: connections, settings).run(contenders, questions)
        parses.add(model.name, kind.name, connections, rounds)
        guard kind.name == "ordinary", rounds.count == 2 else { continue }
        let (ours, theirs) = (rounds[0], rounds[1])
        if connections == 1 { findings.medianRatio = try PairedRounds(theirs.map(\.p50), ours.map(\.p50)).ratio }
        if connections == 8 { findings.throughputRatio = try PairedRounds(ours.map(\.perSecond), theirs.map(\.perSecond)).ratio }
      }
    }
  }
}
