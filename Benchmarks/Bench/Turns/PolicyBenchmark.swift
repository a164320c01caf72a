import Dialogue
import JSON
import ModelFormat
import NLU

/// Where the time of one prediction goes, and of the parse before it.
struct PolicyBenchmark {
  let settings: BenchSettings

  /// Microseconds by policy, after the first message of a conversation and after many.
  func table() throws -> Table {
    let model = try BenchModel.load(settings.model.archive)
    defer { model.remove() }
    let domain = try Domain(model.reader.metadata.domain)
    let policies = try PolicyEnsemble.load(from: model.reader, domain: domain)
    let pipeline = try NLUPipeline.load(from: model.reader)
    let trackers = try [1, 20].map { try tracker(messages: $0, pipeline, domain) }
    var table = Table(
      name: "policies", title: "One prediction by policy, \(settings.model.name) [µs]",
      notes: [
        "The fastest of many batches, one thread. A turn takes two predictions at least: what to answer, and to wait.",
        "States: what policies see of the conversation, made once for all of them.",
      ],
      columns: ["step", "after 1 message", "after 20 messages"])
    let watch = Stopwatch()
    let text = settings.texts.first ?? "hello"
    let parse = watch.measure { pipeline.parse(text) }.minimum
    table.add([.text("parse of the message"), Table.Cell(parse / 1_000), Table.Cell(parse / 1_000)])
    let inputs = trackers.map { PredictionInput($0, ruleOnly: policies.ruleOnly) }
    let states = trackers.map { tracker in watch.measure { PredictionInput(tracker, ruleOnly: policies.ruleOnly) }.minimum }
    table.add([.text("states")] + states.map { Table.Cell($0 / 1_000) })
    for policy in policies.policies {
      let times = try inputs.map { input in try watch.measure { try policy.predict(input) }.minimum }
      table.add([.text(policy.name)] + times.map { Table.Cell($0 / 1_000) })
    }
    let whole = try trackers.map { tracker in try watch.measure { try policies.predict(tracker) }.minimum }
    table.add([.text("all, and the ensemble")] + whole.map { Table.Cell($0 / 1_000) })
    return table
  }

  /// A conversation in which the user said so many ordinary messages, and the bot waited after each.
  private func tracker(messages: Int, _ pipeline: NLUPipeline, _ domain: Domain) throws -> Tracker {
    var tracker = Tracker(senderID: "bench", domain: domain, events: [Event(.sessionStarted), .action(DefaultAction.listen)])
    for number in 0..<messages {
      if number > 0 { tracker.update(.action(DefaultAction.listen)) }
      let text = settings.texts[number % settings.texts.count]
      var json = JSONWriter()
      pipeline.parse(text).write(into: &json)
      let parsed = try JSONParser.parse(json.bytes).object ?? JSONObject()
      tracker.update(
        Event(
          .user(
            UserUttered(
              text: text, intent: parsed["intent"]?.object ?? JSONObject(), entities: parsed["entities"]?.array ?? [], parseData: parsed))))
    }
    return tracker
  }
}
