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
  private let gate: AcceptanceGate?
  private let metrics: ModelMetrics
  private let logger: Logger
  private let releaseMemory: @Sendable () -> Void
  private let queue = LoadQueue()
  /// The thread of the load that is under way.
  private let loading = WorkerThreads(count: 1, niceness: 0)
  /// How nice the thread is from the first swap on: messages that are being answered come first. While there is no model there are none.
  private static let nicenessOfSwaps = 10

  /// - Parameters:
  ///   - gate: what a model has to stand before it is served.
  ///   - releaseMemory: called after every attempt: reading a model takes more memory than having it.
  package init(
    current: CurrentModel, loader: ModelLoader, gate: AcceptanceGate? = nil, metrics: ModelMetrics, logger: Logger,
    releaseMemory: @escaping @Sendable () -> Void = {}
  ) {
    self.current = current
    self.loader = loader
    self.gate = gate
    self.metrics = metrics
    self.logger = logger
    self.releaseMemory = releaseMemory
  }

  /// Loads a model and serves it.
  /// - Returns: how many acceptance tests it stood.
  /// - Throws: why it is not served. It is logged and counted by then, and what was served before still is.
  @discardableResult
  package func load(_ candidate: ModelCandidate) async throws(ModelLoadError) -> Int {
    await queue.enter()
    defer {
      queue.leave()
      releaseMemory()
    }
    do throws(ModelLoadError) {
      guard !Task.isCancelled else { throw .cancelled }
      // What is left of a model that is not served is taken apart on that thread, too.
      let result: Result<Int, ModelLoadError> = await withTaskExecutorPreference(loading) {
        do throws(ModelLoadError) { return .success(try await replace(by: candidate)) } catch { return .failure(error) }
      }
      return try result.get()
    } catch {
      note(error, of: candidate.name)
      throw error
    }
  }

  /// Whether there is a model.
  package var isServing: Bool { current.value.model != nil }

  /// Whether that very model is served already.
  package func serves(_ candidate: ModelCandidate) -> Bool { current.value.model?.version == candidate.version }

  private func replace(by candidate: ModelCandidate) async throws(ModelLoadError) -> Int {
    let start = ContinuousClock.now
    let loaded = try await loading.run { [self] cancellation throws(ModelLoadError) in
      if current.value.model != nil { WorkerThreads.lowerPriority(to: Self.nicenessOfSwaps) }
      return try loader.load(candidate, cancellation: cancellation)
    }
    let tests = try await gate?.judge(loaded.model.dialogue, carried: loaded.tests) ?? 0
    await loading.run { [self] (_) throws(Never) in
      Self.retire(serve(loaded.model, named: candidate.name, after: .now - start, tests: tests))
    }
    return tests
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
    current.report(LoadFailure(model: name, reason: error.description, time: Date(), failedTests: error.failedTests))
  }

  /// Takes back what was shown: it is over, and what should be served is.
  package func withdraw(_ error: ModelLoadError, of name: String) {
    current.withdraw { $0.model == name && $0.reason == error.description }
  }

  /// Lets go of a former model as the last one who does, so that it is taken apart here and not in the middle of somebody's request.
  /// A request that takes long is not waited for.
  private static func retire(_ model: consuming LoadedModel?) {
    guard model != nil else { return }
    for _ in 0..<20 where !isKnownUniquelyReferenced(&model) { usleep(5_000) }
  }

  /// - Returns: the former model.
  private func serve(_ model: LoadedModel, named name: String, after duration: Duration, tests: Int) -> LoadedModel? {
    let former = current.swap(to: model)
    metrics.loaded(in: duration, isSwap: former != nil)
    metrics.serves(model)
    var metadata: Logger.Metadata = [
      "model_file": "\(model.fileName)", "model_id": "\(model.modelID)", "load_ms": "\(duration / .milliseconds(1))",
    ]
    if tests > 0 { metadata["acceptance_tests"] = "\(tests)" }
    logger.info("serving \(name)", metadata: metadata)
    return former
  }
}
