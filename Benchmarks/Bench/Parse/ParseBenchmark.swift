import Inference
import JSON
import ModelFormat
import NLU

/// Where the time of one parse goes.
struct ParseBenchmark {
  let model: BenchModel
  /// How tables call the model.
  let name: String

  /// Microseconds by component, of messages of one and of many words.
  func table() throws -> Table {
    let pipeline = try NLUPipeline.load(from: model.reader)
    let parts = try Messages.lengths.map { try timings(of: Messages.ofLength($0)[0], pipeline) }
    var table = Table(
      name: "parse", title: "One parse by component, \(name) [µs]",
      notes: [
        "The fastest of many batches, one thread. Each component works on the message as those before it left it.",
        "Around the components: white space, the message syntax, the message itself; what is left of the whole parse.",
        "Indented lines are parts of the line above them.",
      ],
      columns: ["step"] + Messages.lengths.map { $0 == 1 ? "1 token" : "\($0) tokens" })
    for (index, part) in (parts.first ?? []).enumerated() {
      table.add([.text(part.name)] + parts.map { Table.Cell($0[index].nanoseconds / 1_000) })
    }
    return table
  }

  private typealias Timing = (name: String, nanoseconds: Double)

  private func timings(of text: String, _ pipeline: NLUPipeline) throws -> [Timing] {
    let watch = Stopwatch()
    var timings: [Timing] = []
    var sum = 0.0
    var message = Message(text: text)
    for (index, (name, component)) in model.components.enumerated() {
      let before = message
      let time = watch.measure {
        var message = before
        component.process(&message)
        return message
      }.minimum
      sum += time
      let earlier = model.components[..<index].count { $0.name == name }
      timings.append((earlier > 0 ? "\(name) (\(earlier + 1))" : name, time))
      if name == "DIETClassifier" && earlier == 0 { timings += try classifierParts(before, whole: time) }
      component.process(&message)
    }
    let parse = watch.measure { pipeline.parse(text) }.minimum
    timings.append(("around the components", parse - sum))
    timings.append(("whole parse", parse))
    let parsed = pipeline.parse(text)
    let writing = watch.measure {
      var json = JSONWriter(reservingCapacity: 1_024)
      parsed.write(into: &json)
      return json
    }.minimum
    timings.append(("writing the answer", writing))
    return timings
  }

  /// The classifier's encoder and tagger measured alone; the rest is its ranking and its entities.
  private func classifierParts(_ message: Message, whole: Double) throws -> [Timing] {
    guard let (node, checkpoint) = try? model.classifier() else { return [] }
    let bundle = try TensorBundle(prefix: checkpoint, name: "the model")
    let layers = "model/_tf_layers"
    let encoder = try SequenceEncoder(
      bundle, "\(layers)/sequence_layer..text", next: "\(layers)/embed..text/_dense",
      heads: node.config["number_of_attention_heads"]?.integer ?? 4, isUnidirectional: false)
    let features = SequenceFeatures(message)
    let hasTags = bundle.contains("\(layers)/crf..entity/transitions")
    var scratch = EncoderScratch()
    let encoding = Stopwatch().measure { encoder.encode(features, row: hasTags ? nil : features.rows - 1, scratch: &scratch) }.minimum
    var timings: [Timing] = [("  encoder", encoding)]
    var tagging = 0.0
    if hasTags {
      let logits = try DenseLayer(bundle, "\(layers)/embed..entity..logits/_dense", inputs: encoder.outputs)
      let field = try ConditionalRandomField(bundle, "\(layers)/crf..entity", tags: logits.outputs)
      let words = encoder(features).rows(0..<features.tokens)
      tagging = Stopwatch().measure { field.decode(logits(words)) }.minimum
      timings.append(("  entity tags: logits and CRF", tagging))
    }
    timings.append(("  ranking, entities, the rest", whole - encoding - tagging))
    return timings
  }
}
