import JSON
import ModelFormat
import NLU
import Testing

@Suite("DucklingEntityExtractor")
struct DucklingEntityExtractorTests {
  private static let className = "nlu.extractors.duckling_entity_extractor.DucklingEntityExtractor"
  private static let match = #"{"start": 0, "end": 5, "dim": "time", "body": "hello", "value": {"value": 5}}"#

  private func load(_ config: JSONValue, _ access: RemoteAccess) throws -> DucklingEntityExtractor {
    let model = try ScratchModel(Self.className, config: config)
    return try DucklingEntityExtractor.load(#require(model.reader.metadata.graph["run_it"]), with: access)
  }

  private func entities(_ component: DucklingEntityExtractor, _ text: String = "hello") async -> String {
    var message = Message(text: text)
    await component.process(&message)
    var json = JSONWriter()
    json.array { json in for entity in message.entities { entity.write(into: &json) } }
    return json.text
  }

  @Test("requests and entities are those of Rasa, byte by byte")
  func recorded() async throws {
    let recorded = try RecordedFixture.read("duckling.json")
    let now = try #require(recorded["now"]?.integer)
    let cases = try #require(recorded["cases"]?.array)
    #expect(cases.count > 100)
    for recording in cases {
      var config = try #require(recording["config"]?.object)
      let address = try "http://duckling.test:8000" + #require(config["url"]?.string)
      config["url"] = .string(address)
      let servers = CannedServers(try #require(recording["answer"]).jsonText)
      let component = try load(.object(config), servers.access(now: now))
      let found = await entities(component, try #require(recording["text"]?.string))
      #expect(found == recording["entities"]?.jsonText)
      let request = try #require(servers.requests.first)
      #expect(String(decoding: request.body, as: UTF8.self) == recording["body"]?.string)
      #expect(request.contentType == recording["type"]?.string)
      #expect(try request.url == "http://duckling.test:8000" + #require(recording["path"]?.string))
      #expect(request.timeout == .seconds(3))
      #expect(servers.reports.isEmpty)
    }
  }

  @Test("the environment's server wins over the setting, unless it is empty")
  func environment() async throws {
    for (variable, expected) in [("http://b/x/", "http://b/x/parse"), ("", "http://a/parse")] {
      let servers = CannedServers("[]")
      let component = try load(["url": "http://a"], servers.access(environment: ["RASA_DUCKLING_HTTP_URL": variable]))
      _ = await entities(component)
      #expect(servers.requests.map(\.url) == [expected])
    }
  }

  @Test("without a server nothing is asked, and that is said once")
  func withoutServer() async throws {
    let servers = CannedServers("[\(Self.match)]")
    let component = try load([:], servers.access())
    for _ in 0..<3 { #expect(await entities(component) == "[]") }
    #expect(servers.requests.isEmpty)
    #expect(servers.reports.count == 1)
    #expect(servers.reports.first?.contains("RASA_DUCKLING_HTTP_URL") == true)
  }

  @Test(
    "the timeout is the pipeline's, and null is none",
    arguments: [(2, .seconds(2)), (0.5, .milliseconds(500)), (.null, nil)] as [(JSONValue, Duration?)])
  func timeout(setting: JSONValue, expected: Duration?) async throws {
    let servers = CannedServers("[]")
    _ = await entities(try load(["url": "http://a", "timeout": setting], servers.access()))
    #expect(servers.requests.first?.timeout == expected)
  }

  @Test(
    "settings that Rasa could not work with refuse the model",
    arguments: [
      ["timeout": 0], ["timeout": -1], ["timeout": "3"], ["url": 5], ["locale": ["de"]], ["timezone": 1], ["dimensions": "time"],
      ["dimensions": [5]],
    ] as [JSONValue])
  func settings(config: JSONValue) throws {
    let error = #expect(throws: ModelFormatError.self) { try load(config, .none) }
    let name = try #require(config.object?.keys.first)
    #expect(error?.description.contains("the setting \(name) of DucklingEntityExtractor") == true)
  }

  @Test(
    "an answer that cannot be used leaves the message without entities, and is reported without a word of the message",
    arguments: [
      "", "null", "{}", "5", #""time""#, "[5]", "[[]]", "[{}]", "[\(match), {}]", #"[{"dim": "time"}]"#,
      #"[{"start": 0, "end": 1, "dim": "time"}]"#, #"[{"start": 0, "end": 1, "dim": "time", "value": []}]"#,
      #"[{"start": 0, "end": 1, "dim": 5, "value": {}}]"#, #"[{"start": "0", "end": 1, "dim": "time", "value": {}}]"#,
      #"[{"start": 0.5, "end": 1, "dim": "time", "value": {}}]"#,
      #"[{"start": 0, "end": 1, "dim": "time", "value": {"type": "interval", "to": 5}}]"#,
      #"[{"start": 0, "end": 99999999999999999999999, "dim": "time", "value": {}}]"#, "[\(match)", "\u{0}", "<html>",
      String(repeating: "[", count: 100_000),
    ])
  func nonsense(answer: String) async throws {
    let servers = CannedServers(answer)
    #expect(await entities(try load(["url": "http://a"], servers.access())) == "[]")
    #expect(servers.reports.count == 1)
    #expect(servers.reports.first?.contains("hello") == false)
    #expect(
      servers.reports.first?.hasPrefix("DucklingEntityExtractor (run_it) found nothing in a message: the server's answer cannot be used: ")
        == true)
  }

  @Test("positions that are not in the message are passed on as Rasa does")
  func positions() async throws {
    let answer = #"[{"start": -9223372036854775808, "end": 9223372036854775807, "dim": "time", "value": {}}]"#
    let found = await entities(try load(["url": "http://a"], CannedServers(answer).access()))
    #expect(found.hasPrefix(#"[{"start":-9223372036854775808,"end":9223372036854775807,"text":null,"value":null,"#))
  }

  @Test("a failure is reported once for each message, and one that the client caused is not")
  func failures() async throws {
    let down = CannedServers(.failure(RemoteFailure("cannot connect")))
    let component = try load(["url": "http://a"], down.access())
    for _ in 0..<2 { #expect(await entities(component) == "[]") }
    #expect(down.reports == Array(repeating: "DucklingEntityExtractor (run_it) found nothing in a message: cannot connect", count: 2))
    let busy = CannedServers("hello", status: 503)
    _ = await entities(try load(["url": "http://a"], busy.access()))
    #expect(busy.reports == ["DucklingEntityExtractor (run_it) found nothing in a message: the server answered with status 503"])
    let left = CannedServers(.failure(RemoteFailure("cancelled", isCancellation: true)))
    _ = await entities(try load(["url": "http://a"], left.access()))
    #expect(left.reports.isEmpty)
  }

  @Test("in a pipeline, later components see what Duckling found, and it sees nothing of them")
  func pipeline() async throws {
    func node(_ component: String, config: JSONValue = [:], after: String, resource: String) -> JSONValue {
      [
        "uses": .string("rasa.\(component)"), "fn": "process", "config": config, "needs": ["messages": .string(after)],
        "resource": ["name": .string(resource)],
      ]
    }
    var files = JSONObject()
    files["components/synonyms/synonyms.json"] = ["5": "five"]
    let model = try ScratchModel(
      nodes: [
        "first": node("nlu.extractors.entity_synonyms.EntitySynonymMapper", after: "__message__", resource: "synonyms"),
        "ask": node(Self.className, config: ["url": "http://a"], after: "first", resource: "none"),
        "second": node("nlu.extractors.entity_synonyms.EntitySynonymMapper", after: "ask", resource: "synonyms"),
      ], domain: ["intents": ["greet"]], target: "second", files: files)
    let servers = CannedServers("[\(Self.match)]")
    let pipeline = try NLUPipeline.load(from: model.reader, access: servers.access())
    #expect(pipeline.asksServers)
    let entity = try #require(await pipeline.parseAsking(" hello ").entities.first)
    #expect(entity.value == "five")
    #expect(entity.processors == ["EntitySynonymMapper"])
    #expect(servers.requests.count == 1)
    #expect(await pipeline.parseAsking("/greet").intent.name == "greet")
    #expect(servers.requests.count == 1, "what says itself what it means asks nobody")
    #expect(pipeline.parse("hello").entities.isEmpty)
  }
}
