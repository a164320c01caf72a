internal import Dialogue
internal import Evaluation
internal import Hummingbird
internal import JSON
internal import Shared

/// `POST /model/test/intents` and `POST /model/test/stories`: how well the model does on messages and stories that a request brings.
package struct EvaluationRoutes: Sendable {
  private let current: CurrentModel
  private let agent: Agent
  private let limits: RequestLimits
  private let evaluationLimits: EvaluationLimits
  /// One evaluation at a time, with less of the processor than what answers users.
  private let evaluations = WorkerThreads(count: 1, niceness: 10)
  /// Those that wait for it do so with their data in memory.
  private let admission = Admission(4)

  package init(current: CurrentModel, agent: Agent, limits: RequestLimits) {
    self.current = current
    self.agent = agent
    self.limits = limits
    var evaluationLimits = EvaluationLimits()
    evaluationLimits.messageBytes = limits.messageBytes
    self.evaluationLimits = evaluationLimits
  }

  /// Its answers may be sent to a `callback_url`.
  package var intentsRoute: Route { Route(.post, "/model/test/intents", handle: intents) }

  package var storiesRoute: Route { Route(.post, "/model/test/stories", handle: stories) }

  private func intents(_ request: Request) async throws -> Response {
    let bytes = try await body(request, orElse: "You must provide some nlu data in the request body in order to evaluate your model.")
    let isYAML = request.hasYAML
    guard request.query("model") == nil else {
      throw APIFailure.testing(
        "The parameter 'model' is not supported: the model that is loaded is evaluated. PUT /model loads another one.")
    }
    let asksForTraining = request.query("cross_validation_folds") != nil
    return try await evaluate { [current, evaluationLimits] in
      let examples = isYAML ? try Self.yamlExamples(bytes) : try Self.jsonExamples(bytes)
      guard !asksForTraining else { throw APIFailure.crossValidation(isYAML: isYAML) }
      let value = current.value
      guard let model = value.model else { throw APIFailure.noModelToTest(details: value.failure?.json ?? JSONObject()) }
      defer { withExtendedLifetime(model) {} }
      return try await MessageEvaluation(model.dialogue.interpreter, limits: evaluationLimits).run(examples)
    }
  }

  private func stories(_ request: Request) async throws -> Response {
    let model = try current.required()
    try current.requirePolicies()
    let bytes = try await body(request, orElse: "You must provide some stories in the request body in order to evaluate your model.")
    let evaluation = StoryEvaluation(agent.processor(of: model), isEndToEnd: request.flag("e2e"), limits: evaluationLimits)
    return try await evaluate {
      defer { withExtendedLifetime(model) {} }
      return try await evaluation.run(try Self.document(bytes))
    }
  }

  private func body(_ request: Request, orElse sentence: String) async throws -> [UInt8] {
    let body = try await request.bytes(upTo: limits.bodyBytes)
    guard body.readableBytes > 0 else { throw APIFailure.badRequest(sentence) }
    return Array(body.readableBytesView)
  }

  private func evaluate(_ work: @escaping @Sendable () async throws -> JSONObject) async throws -> Response {
    guard admission.enter() else {
      throw APIFailure(.serviceUnavailable, "ServiceUnavailable", "Too many evaluations are waiting. Try again later.")
    }
    defer { admission.leave() }
    do {
      let answer = try await ClientConnection.untilClosed(on: evaluations) {
        var json = JSONWriter(reservingCapacity: 1 << 16)
        json.value(.object(try await work()))
        return json
      }
      return .json(answer)
    } catch let error as EvaluationError {
      throw APIFailure.evaluation(error)
    }
  }

  private static func document(_ bytes: [UInt8]) throws(APIFailure) -> TrainingDataDocument {
    do { return try TrainingDataDocument(bytes) } catch {
      throw APIFailure(
        .badRequest, "BadRequest", "The request body does not contain valid YAML. Error: \(error)",
        help: "https://rasa.com/docs/rasa/training-data-format")
    }
  }

  private static func yamlExamples(_ bytes: [UInt8]) throws -> TrainingExamples {
    let document = try document(bytes)
    do { return try TrainingExamples(document, bytes: bytes) } catch { throw EvaluationError.data(error.description) }
  }

  private static func jsonExamples(_ bytes: [UInt8]) throws -> TrainingExamples {
    let json: JSONValue
    do { json = try JSONParser.parse(bytes) } catch {
      if case .tooDeep = error.reason { throw APIFailure.badRequest(error.description) }
      throw ErrorPage.malformedJSON
    }
    do { return try TrainingExamples(json: json) } catch { throw EvaluationError.data(error.description) }
  }
}

extension Request {
  /// Whether the body is YAML. Everything else counts as JSON.
  fileprivate var hasYAML: Bool {
    let type = headers[.contentType]?.split(separator: ";").first?.lowercased() ?? ""
    return type.filter { !$0.isWhitespace } == "application/x-yaml"
  }
}

extension APIFailure {
  fileprivate static func testing(_ sentence: String) -> APIFailure { APIFailure(.badRequest, "TestingError", sentence) }

  fileprivate static func crossValidation(isYAML: Bool) -> APIFailure {
    testing(
      isYAML
        ? "Cross-validation trains models, which this server does not do. Without 'cross_validation_folds' the loaded model is evaluated."
        : "Cross-validation is only supported for YAML data.")
  }

  fileprivate static func noModelToTest(details: JSONObject) -> APIFailure {
    APIFailure(.conflict, "Conflict", "Loaded model file not found.", details: details)
  }

  fileprivate static func evaluation(_ error: EvaluationError) -> any Error {
    switch error {
    case .data(let sentence): badRequest("The request body does not contain training data that can be used. Error: \(sentence)")
    case .tooMuch, .tooLong: APIFailure(.contentTooLarge, "TestingError", error.description)
    case .model(let sentence):
      APIFailure(
        .internalServerError, "TestingError", "An unexpected error occurred during evaluation. Error: \(sentence)")
    case .cancelled: CancellationError()
    }
  }
}
