import Inference
import ModelFormat
import NLU
import Shared
import SystemPackage

/// Where the time goes until a model is ready.
struct LoadBenchmark {
  let archive: FilePath
  let name: String
  private static let rounds = 5

  /// Milliseconds by step.
  func table() throws -> Table {
    var steps: [(name: String, times: [Double])] = []
    for _ in 0..<Self.rounds {
      for (index, step) in try round().enumerated() {
        if steps.count <= index { steps.append((step.name, [])) }
        steps[index].times.append(step.milliseconds)
      }
    }
    var table = Table(
      name: "load", title: "Model load by step, \(name) [ms]",
      notes: ["\(Self.rounds) rounds, the files in the page cache. Indented lines are parts of the line above them."],
      columns: ["step", "fastest", "median"])
    for step in steps {
      let sample = Sample(step.times)
      table.add([.text(step.name), Table.Cell(sample.minimum), Table.Cell(sample.median)])
    }
    return table
  }

  private typealias Step = (name: String, milliseconds: Double)

  private func round() throws -> [Step] {
    var steps: [Step] = []
    func time<Value>(_ name: String, _ work: () throws -> Value) rethrows -> Value {
      let start = ContinuousClock.now
      let value = try work()
      steps.append((name, (ContinuousClock.now - start) / .milliseconds(1)))
      return value
    }
    let folder = BenchModel.temporaryFolder()
    _ = try time("unpack the archive") { try ModelArchive.unpack(archive, into: folder) }
    defer { try? FileTree.remove(folder) }
    _ = try time("verify metadata and files") { try ArchiveVerification.verify(folder) }
    let reader = try time("read metadata") { try ModelReader(directory: folder) }
    for (node, type) in try BenchModel.nodes(of: reader) {
      let whole = try time("\(node.className) (\(node.name))") { try type.load(node, from: reader) as any NLUComponent }
      keep(whole)
      guard node.className == "DIETClassifier", reader.isTrained(node) else { continue }
      steps += try tensors(of: node, reader, whole: steps.last?.milliseconds ?? 0)
    }
    let apart = steps.filter { !$0.name.hasPrefix("  ") }.reduce(0) { $0 + $1.milliseconds }
    let pipeline = try NLUPipeline.load(from: reader)
    time("warm up") { pipeline.warmUp() }
    steps.append(("together", apart + (steps.last?.milliseconds ?? 0)))
    return steps
  }

  /// Reading the checkpoint by itself.
  private func tensors(of node: GraphNode, _ reader: ModelReader, whole: Double) throws -> [Step] {
    let folder = reader.directory.appending(ComponentFiles.folder).appending(node.resource ?? node.name)
    let clock = ContinuousClock()
    var start = clock.now
    let bundle = try TensorBundle(prefix: folder.appending("DIETClassifier.tf_model"), name: "the model")
    let index = (clock.now - start) / .milliseconds(1)
    start = clock.now
    var bytes = 0
    for name in bundle.tensorNames where name.hasPrefix("model/_tf_layers/") && !name.contains(".OPTIMIZER_SLOT") {
      if let tensor = try? bundle.tensor(name) { bytes += tensor.values.count * 4 }
    }
    let reading = (clock.now - start) / .milliseconds(1)
    return [
      ("  the checkpoint's index", index), ("  tensors with their checksums (\(bytes >> 10) KiB)", reading),
      ("  packing, labels, the rest", whole - index - reading),
    ]
  }
}
