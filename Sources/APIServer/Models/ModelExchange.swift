internal import FoundationEssentials
package import Logging
internal import Shared
internal import Synchronization

/// Puts models in and out of service: loads off the event loops, swaps, and reports what did not load.
///
/// Loads are done one after another, so that no more than two models are ever in memory; a request's load and one that the
/// watcher wants therefore never interleave, and the one that was begun last wins.
package final class ModelExchange: Sendable {
  private let current: CurrentModel
  private let loader: ModelLoader
  private let metrics: ModelMetrics
  private let logger: Logger
  private let releaseMemory: @Sendable () -> Void
  private let oneAtATime = Mutex(())

  /// - Parameter releaseMemory: called after every attempt: reading a model takes more memory than having it.
  package init(
    current: CurrentModel, loader: ModelLoader, metrics: ModelMetrics, logger: Logger, releaseMemory: @escaping @Sendable () -> Void = {}
  ) {
    self.current = current
    self.loader = loader
    self.metrics = metrics
    self.logger = logger
    self.releaseMemory = releaseMemory
  }

  /// Loads a model and serves it.
  /// - Throws: why it was not loaded. It is logged and counted by then, and what was served before still is.
  package func load(_ candidate: ModelCandidate) async throws(ModelLoadError) {
    try await BlockingWork.run { [self] cancellation throws(ModelLoadError) in
      defer { releaseMemory() }
      let start = ContinuousClock.now
      do throws(ModelLoadError) {
        try oneAtATime.withLock { _ throws(ModelLoadError) in
          guard !cancellation.isRaised else { throw .cancelled }
          let model = try loader.load(candidate, cancellation: cancellation)
          serve(model, named: candidate.name, after: .now - start)
        }
      } catch {
        note(error, of: candidate.name)
        throw error
      }
    }
  }

  /// Takes the model out of service.
  package func unload() {
    guard let former = current.swap(to: nil) else { return }
    metrics.serves(nil)
    logger.info("the model \(former.fileName) was unloaded")
  }

  /// Logs and counts that something could not be loaded.
  package func note(_ error: ModelLoadError, of name: String) {
    guard error != .cancelled else { return }
    metrics.failed()
    logger.error("cannot load \(name): \(error); \(current.value.model == nil ? "there is no model" : "the present one stays")")
  }

  /// Shows in the status that something is not served that should be.
  package func show(_ error: ModelLoadError, of name: String) {
    guard error != .cancelled else { return }
    current.report(LoadFailure(model: name, reason: error.description, time: Date()))
  }

  private func serve(_ model: LoadedModel, named name: String, after duration: Duration) {
    let former = current.swap(to: model)
    metrics.loaded(in: duration, isSwap: former != nil)
    metrics.serves(model)
    logger.info(
      "serving \(name)",
      metadata: ["model_file": "\(model.fileName)", "model_id": "\(model.modelID)", "load_ms": "\(duration / .milliseconds(1))"])
  }
}
