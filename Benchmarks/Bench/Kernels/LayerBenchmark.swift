import Inference
import JSON
import ModelFormat
import NLU

/// The layers of a real model, and its whole encoder, against the masked floor.
struct LayerBenchmark {
  let peak: Double
  let model: BenchModel
  private static let encoder = "model/_tf_layers/sequence_layer..text"
  private static let transformer = "\(encoder)/_tf_layers/transformer"

  /// Layers that have no weights to skip, or several; by rows.
  func layers() throws -> Table {
    let (node, checkpoint) = try model.classifier()
    let bundle = try TensorBundle(prefix: checkpoint, name: "the model")
    let units = try bundle.tensor("\(Self.transformer)/_layer_norm/gamma").values.count
    let normalization = try LayerNormalization(bundle, "\(Self.transformer)/_layer_norm", units: units)
    let attention = try MultiHeadAttention(
      bundle, "\(Self.transformer)/_enc_layers/0/_mha", units: units, heads: node.config["number_of_attention_heads"]?.integer ?? 4,
      isUnidirectional: false)
    let layer = try TransformerEncoderLayer(
      bundle, "\(Self.transformer)/_enc_layers/0", units: units, heads: node.config["number_of_attention_heads"]?.integer ?? 4,
      isUnidirectional: false)
    var table = Table(
      name: "layers", title: "Layers by rows [µs]",
      notes: ["\(units) units, the weights of the model. The fastest of many batches, one thread."],
      columns: ["layer"] + KernelBenchmark.rows.map { "\($0) rows" })
    var numbers = MadeUpNumbers()
    func add(_ name: String, _ work: (LaneMatrix) -> Void) {
      table.add(
        [.text(name)]
          + KernelBenchmark.rows.map { rows in
            let x = numbers.matrix(tokens: rows, units: units)
            return Table.Cell(Stopwatch().measure { work(x) }.minimum / 1_000)
          })
    }
    var y = LaneMatrix()
    add("layer normalization") { normalization($0, into: &y) }
    var curves = [LaneMath.Lanes](repeating: LaneMath.Lanes(repeating: 1), count: 4 * units)
    add("gelu of 4 × \(units) units") { x in
      for _ in 0..<(x.tokens + 15) / 16 {
        for unit in curves.indices { curves[unit] = LaneMath.gelu(curves[unit] + 0.5) }
      }
    }
    add("softmax of as many logits, each row") { x in
      let logits = x.row(0).prefix(x.tokens) + Array(repeating: 0.5, count: max(0, x.tokens - units))
      for _ in 0..<x.tokens { keep(Softmax.apply(Array(logits))) }
    }
    add("attention, with its four dense layers") { keep(attention($0)) }
    var scratch = TransformerScratch()
    add("one encoder layer") { x in
      var x = x
      layer.apply(to: &x, scratch: &scratch)
    }
    return table
  }

  /// DIET's network on real features, from the features to the ranking.
  func forward(into findings: inout Findings) throws -> Table {
    let (node, checkpoint) = try model.classifier()
    let bundle = try TensorBundle(prefix: checkpoint, name: "the model")
    let floor = try MaskedFloor(bundle)
    let encoder = try SequenceEncoder(
      bundle, Self.encoder, next: "model/_tf_layers/embed..text/_dense", heads: node.config["number_of_attention_heads"]?.integer ?? 4,
      isUnidirectional: false)
    var scratch = EncoderScratch()
    guard let classifier = model.components.first(where: { $0.name == "DIETClassifier" })?.component else {
      throw BenchError.noClassifier(model.folder)
    }
    var table = Table(
      name: "forward", title: "DIET forward against the masked floor",
      notes: [
        "Masked floor: the transformer's \(Table.Cell(floor.weights).text) non-zero weights × rows rounded up to 16, at the measured rate. "
          + "Intent only: the last layer's for one row, but for its keys and values. With attention: its two products, too.",
        "Forward: sparse features to ranked intents and entities, as the pipeline calls it.",
      ],
      columns: [
        "tokens", "rows", "encoder [µs]", "for its last row [µs]", "forward [µs]", "masked floor [µs]", "intent only [µs]",
        "with attention [µs]", "forward × masked floor", "× intent only", "× with attention",
      ])
    for tokens in [1, 5, 12, 50, 300] {
      let message = model.message(Messages.ofLength(tokens)[0], before: "DIETClassifier")
      let features = SequenceFeatures(message)
      let encoding = Stopwatch().measure { encoder.encode(features, scratch: &scratch) }.minimum
      let last = Stopwatch().measure { encoder.encode(features, row: tokens, scratch: &scratch) }.minimum
      let forward = Stopwatch(budget: .milliseconds(150)).measure {
        var message = message
        classifier.process(&message)
        return message
      }.minimum
      let rows = tokens + 1
      let floors = [
        floor.all(rows: rows, peak: peak), floor.intentOnly(rows: rows, peak: peak),
        floor.all(rows: rows, peak: peak) + floor.attention(rows: rows, peak: peak),
      ]
      if tokens == 12 { findings.forwardRatio = forward / floors[0] }
      table.add(
        [Table.Cell(tokens), Table.Cell(rows), Table.Cell(encoding / 1_000), Table.Cell(last / 1_000), Table.Cell(forward / 1_000)]
          + floors.map { Table.Cell($0 / 1_000) } + floors.map { Table.Cell(forward / $0) })
    }
    return table
  }
}
