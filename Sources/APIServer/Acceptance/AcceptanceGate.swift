package import Dialogue
package import Shared
package import SystemPackage

/// Lets no model be served that fails its acceptance tests: those that it carries, and those of the server's own file.
package struct AcceptanceGate: Sendable {
  private let file: FilePath?
  private let services: DialogueServices
  private let maximumPredictions: Int
  private let limits: AcceptanceLimits
  private let metrics: AcceptanceMetrics

  /// - Parameters:
  ///   - file: tests that every model has to stand; read anew for each, since what is expected changes with models.
  ///   - services: what conversations reach here.
  package init(
    file: FilePath?, services: DialogueServices, maximumPredictions: Int, limits: AcceptanceLimits = AcceptanceLimits(),
    metrics: AcceptanceMetrics
  ) {
    self.file = file
    self.services = services
    self.maximumPredictions = maximumPredictions
    self.limits = limits
    self.metrics = metrics
  }

  /// Runs the tests on a model.
  /// - Parameter carried: the model's own tests.
  /// - Returns: how many it stood.
  /// - Throws: `notAccepted`, or `notJudged` when it may not be the model's fault.
  package func judge(_ model: DialogueModel, carried: AcceptanceTests?) async throws(ModelLoadError) -> Int {
    let all = [try own(), carried].compactMap { $0 }
    guard !all.isEmpty else { return 0 }
    let clock = AcceptanceClock(limits)
    let run = AcceptanceRun(model: model, services: services, maximumPredictions: maximumPredictions, clock: clock)
    let verdict = await clock.all {
      var verdict = AcceptanceVerdict()
      for tests in all { await run.run(tests, into: &verdict) }
      return verdict
    }
    guard !Task.isCancelled else { throw .cancelled }
    if let verdict, verdict.failedTests > 0 {
      metrics.ended(.refused)
      throw .notAccepted(verdict)
    }
    if let reason = verdict.map(\.undecided) ?? clock.sentence {
      metrics.ended(.failed)
      throw .notJudged(reason)
    }
    metrics.ended(.accepted)
    return verdict?.tests ?? 0
  }

  private func own() throws(ModelLoadError) -> AcceptanceTests? {
    guard let file else { return nil }
    // It was whole at the start. Whoever is changing it will have it whole again.
    do { return try AcceptanceTests.read(file) } catch { throw .notJudged(error.description) }
  }
}
