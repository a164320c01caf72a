import APIServer
import Dialogue
import Foundation
import JSON
import Shared
import Synchronization
import SystemPackage
import TestSupport
import Testing

@Suite("The gate before a model is served")
struct AcceptanceGateTests {
  private let registry = PrometheusRegistry(includingProcess: false)

  private func gate(
    _ services: DialogueServices = .stub(), file: FilePath? = nil, limits: AcceptanceLimits = AcceptanceLimits()
  ) -> AcceptanceGate {
    AcceptanceGate(
      file: file, services: services, maximumPredictions: 10, limits: limits, metrics: AcceptanceMetrics(factory: registry))
  }

  private func tests(_ text: String) throws -> AcceptanceTests {
    try AcceptanceTests(parsing: Array("tests:\n\(text)".utf8), file: "t.yml")
  }

  /// Why a model that does `action` is refused; `nil` when it is not.
  private func verdict(_ text: String, action: String? = "utter_hello", _ services: DialogueServices = .stub()) async throws
    -> ModelLoadError?
  {
    do {
      _ = try await gate(services).judge(try .keywords(action: action), carried: try tests(text))
      return nil
    } catch let error as ModelLoadError {
      return error
    }
  }

  @Test(
    "what a model is expected to do it may do",
    arguments: [
      "- {message: greet, intent: greet}", "- {message: greet, intent: greet, minimum_confidence: 0.75}",
      "- {message: greet Rome Paris, entities: [{entity: word, value: Paris}, {entity: word, value: Rome, role: plain}]}",
      "- {message: greet, entities: []}", "- {message: faq, intent: faq/pets}", "- {message: faq, intent: faq}",
      "- {message: greet, replies: [[Hello!, Hi!]]}",
      "- conversation: [{message: greet}, {message: greet, intent: greet, replies: [[Hello!, Hi!]]}]",
    ])
  func accepted(text: String) async throws {
    // The first message of the last one gets a reply of which nothing is expected.
    #expect(try await verdict(text) == nil)
    #expect(registry.text().contains(#"api_server_acceptance_runs_total{verdict="accepted"} 1"#))
  }

  @Test(
    "what it does not do is said, with the place and without a word of the message",
    arguments: [
      ("- {message: secret, intent: greet}", "line 2, column 3: the intent is secret, not greet"),
      ("- {message: greet, intent: greet, minimum_confidence: 0.8}", "has the confidence 0.75, not 0.8 or more"),
      ("- {message: faq, intent: faq/wifi}", "the intent is faq/pets, not faq/wifi"),
      ("- {message: greet Rome, entities: []}", "the entities differ: 1 found, 0 wanted"),
      ("- {message: greet Rome, entities: [{entity: word, value: Paris}]}", "the entities differ"),
      ("- {message: greet Rome, entities: [{entity: word, role: other}]}", "the entities differ"),
      ("- {message: greet, replies: [Good day]}", "the replies differ"),
      ("- {message: greet, replies: []}", "the bot sent 1 message, not 0"),
      ("- {message: greet, replies: [[Hello!, Hi!], ~]}", "the bot sent 1 message, not 2"),
      ("- conversation:\n  - {message: greet, replies: [[Hello!, Hi!]]}\n  - {message: other, intent: greet}", "line 4, column 5"),
      ("- {message: nonsense, intent: greet}", "the turn failed: the pipeline failed on the message"),
    ])
  func refused(text: String, sentence: String) async throws {
    let error = try #require(try await verdict(text))
    #expect(error.description.hasPrefix("1 of 1 acceptance test failed, at t.yml, "), "\(error)")
    #expect(error.description.contains(sentence), "\(error)")
    #expect(!error.description.contains("Rome"))
    #expect(error.verdict == .refused && !error.mayPass)
    #expect(error.failedTests.count == 1)
    #expect(registry.text().contains(#"api_server_acceptance_runs_total{verdict="refused"} 1"#))
  }

  @Test("the failures tell the message, what was wanted and what came; of many the first are kept")
  func failures() async throws {
    let error = try #require(try await verdict(String(repeating: "- {message: greet Rome, entities: []}\n", count: 30)))
    #expect(error.description.hasPrefix("30 of 30 acceptance tests failed, the first at t.yml, line 2, column 3: "))
    #expect(error.failedTests.count == AcceptanceVerdict.keptFailures)
    let json = try #require(error.failedTests.last).json
    #expect(json["file"] == "t.yml" && json["line"] == 21 && json["column"] == 3 && json["message"] == "greet Rome")
    #expect(json["wanted"] == "[]")
    #expect(json["found"]?.string.map { try? JSONParser.parse(Array($0.utf8)) } == [["entity": "word", "value": "Rome", "role": "plain"]])
  }

  @Test("a model without tests goes through, and nothing is counted")
  func none() async throws {
    #expect(try await gate().judge(try .keywords(), carried: nil) == 0)
    #expect(!registry.text().contains("acceptance_runs_total{verdict=\"accepted\"} 1"))
  }

  @Test("the server's own tests count as well, and are read anew each time")
  func ownFile() async throws {
    try await TestDirectory.with("own") { folder in
      let file = folder.appending("mine.yml")
      try TestFile.write(Array("tests: [{message: greet, intent: greet}]".utf8), to: file)
      let gate = gate(file: file)
      #expect(try await gate.judge(try .keywords(), carried: try tests("- {message: greet, intent: greet}")) == 2)
      try TestFile.write(Array("tests: [{message: greet, intent: bye}]".utf8), to: file)
      let refusal = await #expect(throws: ModelLoadError.self) { try await gate.judge(try .keywords(), carried: nil) }
      #expect(refusal?.verdict == .refused && refusal?.description.contains("mine.yml, line 1") == true)
      try TestFile.write(Array("tests: [".utf8), to: file)
      let broken = await #expect(throws: ModelLoadError.self) { try await gate.judge(try .keywords(), carried: nil) }
      #expect(broken?.mayPass == true && broken?.verdict == .failed, "no model is at fault")
    }
  }
}

extension AcceptanceGateTests {
  @Test("a custom action is run by the action server, for a conversation that is kept nowhere")
  func customAction() async throws {
    let server = ScriptedActionServer(.success(#"{"events": [], "responses": [{"text": "Booked."}]}"#))
    var services = DialogueServices.stub()
    services.actionServer = server
    #expect(try await verdict("- {message: book, replies: [Booked.]}", action: "action_book", services) == nil)
    #expect(server.senders == ["acceptance-tests"])
  }

  @Test("without an answer of the action server nothing is said of the model", arguments: [500, 404, nil])
  func outage(status: Int?) async throws {
    let failure: ActionServerError = status.map { .status($0, body: []) } ?? .noAnswer("the connection was refused")
    var services = DialogueServices.stub()
    services.actionServer = ScriptedActionServer(.failure(failure))
    let error = try #require(try await verdict("- {message: book, replies: [Booked.]}", action: "action_book", services))
    #expect(error.mayPass && error.verdict == .failed && error.failedTests.isEmpty)
    #expect(error.description.contains("t.yml, line 2, column 3 cannot be judged: the action server"), "\(error)")
    // What fails without it is the model's fault all the same.
    let both = "- {message: book, replies: [Booked.]}\n- {message: book, intent: greet}"
    #expect(try await verdict(both, action: "action_book", services)?.verdict == .refused)
  }

  @Test("an action server that hangs ends no load")
  func hanging() async throws {
    var services = DialogueServices.stub()
    services.actionServer = ScriptedActionServer(nil)
    var limits = AcceptanceLimits()
    limits.call = .milliseconds(20)
    let text = try tests("- {message: book, replies: [Booked.]}")
    let error = await #expect(throws: ModelLoadError.self) {
      try await gate(services, limits: limits).judge(try .keywords(action: "action_book"), carried: text)
    }
    #expect(error?.description.contains("did not answer in time") == true)
    limits.call = .seconds(1_000)
    limits.duration = .milliseconds(20)
    let slow = await #expect(throws: ModelLoadError.self) {
      try await gate(services, limits: limits).judge(try .keywords(action: "action_book"), carried: text)
    }
    #expect(slow?.mayPass == true)
  }
}

/// An action server that always answers the same, or never.
private final class ScriptedActionServer: ActionServer {
  let sendsDomainSelectively = false
  private let answer: Result<String, ActionServerError>?
  private let seen = Mutex<[String]>([])

  init(_ answer: Result<String, ActionServerError>?) { self.answer = answer }

  var senders: [String] { seen.withLock { $0 } }

  func run(_ body: [UInt8]) async throws(ActionServerError) -> [UInt8] {
    let sender = (try? JSONParser.parse(body))?["sender_id"]?.string ?? ""
    seen.withLock { $0.append(sender) }
    guard let answer else {
      try? await Task.sleep(for: .seconds(100_000))
      throw .noAnswer("cancelled")
    }
    return Array(try answer.get().utf8)
  }
}
