internal import FoundationEssentials
internal import Glibc
package import Logging
internal import Shared

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
  /// One thread, so that loads are done one after another.
  private let loading = WorkerThreads(count: 1, niceness: 0)
  /// How nice the thread is from the first swap on: messages that are being answered come first. While there is no model there are none.
  private static let nicenessOfSwaps = 10

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
    try await loading.run { [self] cancellation throws(ModelLoadError) in
      defer { releaseMemory() }
      let start = ContinuousClock.now
      do throws(ModelLoadError) {
        guard !cancellation.isRaised else { throw .cancelled }
        if current.value.model != nil { WorkerThreads.lowerPriority(to: Self.nicenessOfSwaps) }
        let model = try loader.load(candidate, cancellation: cancellation)
        Self.retire(serve(model, named: candidate.name, after: .now - start))
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

  /// Lets go of a former model as the last one who does, so that it is taken apart here and not in the middle of somebody's request.
  /// A request that takes long is not waited for.
  private static func retire(_ model: consuming LoadedModel?) {
    guard model != nil else { return }
    for _ in 0..<20 where !isKnownUniquelyReferenced(&model) { usleep(5_000) }
  }

  /// - Returns: the former model.
  private func serve(_ model: LoadedModel, named name: String, after duration: Duration) -> LoadedModel? {
    let former = current.swap(to: model)
    metrics.loaded(in: duration, isSwap: former != nil)
    metrics.serves(model)
    logger.info(
      "serving \(name)",
      metadata: ["model_file": "\(model.fileName)", "model_id": "\(model.modelID)", "load_ms": "\(duration / .milliseconds(1))"])
    return former
  }
}
