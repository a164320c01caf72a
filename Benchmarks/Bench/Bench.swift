import Foundation
import JSON
import SystemPackage

/// `make bench`: measures the parts and the whole, and says how far they are from the aims.
@main
struct Bench {
  static func main() async throws {
    let arguments = CommandLine.arguments.dropFirst()
    if arguments.first == "--markdown", let file = arguments.dropFirst().first {
      return print(try Report.markdown(of: FilePath(file)), terminator: "")
    }
    // A wrong answer ends the run with a sentence, not with a trap.
    do {
      try await measure(BenchSettings(environment: ProcessInfo.processInfo.environment))
    } catch {
      FileHandle.standardError.write(Data("bench: \(error)\n".utf8))
      exit(1)
    }
  }

  private static func measure(_ settings: BenchSettings) async throws {
    var report = Report(machine: .current)
    var findings = Findings()
    print(report.machine.sentence)
    if settings.furtherModels.isEmpty {
      print("there are no further models in \(settings.furtherModelsFolder): those of 64 and 150 intents are not measured.")
      print("`make bench-models BENCH_RASA=path/to/rasa` trains them.")
    }
    let models = [settings.model] + settings.furtherModels
    if settings.parts.contains(.kernels) { try kernels(settings, &report, &findings) }
    if settings.parts.contains(.parse) {
      for model in models {
        let loaded = try BenchModel.load(model.archive)
        defer { loaded.remove() }
        report.add(try ParseBenchmark(model: loaded, name: model.name).table())
      }
    }
    if settings.parts.contains(.policies) { report.add(try PolicyBenchmark(settings: settings).table()) }
    if settings.parts.contains(.load) {
      for model in models { report.add(try LoadBenchmark(archive: model.archive, name: model.name).table()) }
    }
    if settings.parts.contains(.http) { try await HTTPBenchmark(settings: settings).run(&report, &findings) }
    if settings.parts.contains(.turns) { try await TurnBenchmark(settings: settings).run(&report, &findings) }
    report.add(findings.table)
    try Data(report.json.jsonText.utf8).write(to: URL(fileURLWithPath: settings.output.string))
    print("written to \(settings.output)")
  }

  private static func kernels(_ settings: BenchSettings, _ report: inout Report, _ findings: inout Findings) throws {
    let model = try BenchModel.load(settings.model.archive)
    defer { model.remove() }
    let peak = PeakRate.measure()
    report.add(KernelBenchmark(peak: peak).table())
    let layers = LayerBenchmark(peak: peak, model: model)
    report.add(try layers.layers())
    report.add(try layers.forward(into: &findings))
  }
}
