package import Logging
internal import ServiceLifecycle
internal import Shared
internal import Synchronization
internal import SystemPackage

/// Notices a new model at its location and has it loaded.
///
/// A hint from the file system is only that: drain, wait a moment until the writer is done, look, compare. Where hints may
/// stay out the watcher looks every few seconds instead, and now and then even where they come, so that nothing is missed
/// for good. Each version is tried once: one that does not load is reported and not tried again until it changes, unless the
/// reason may pass.
package final class GenerationWatcher: Service {
  /// How long the watcher waits.
  package struct Pace: Sendable {
    /// From a hint to the look that it leads to.
    package var settling: Duration = .milliseconds(100)
    /// Between looks where hints may stay out.
    package var withoutHints: Duration = .seconds(2)
    /// Between looks where hints are expected.
    package var withHints: Duration = .seconds(30)
    /// Before another attempt at a model that was not loaded for a reason that may pass, while another one is served.
    package var retry: Duration = .seconds(30)
    /// The same while there is none.
    package var retryWithoutModel: Duration = .seconds(5)

    package init() {}
  }

  private struct State {
    /// What was last there, loaded or not.
    var version: Fingerprint?
    /// Whether it is to be tried again.
    var isPending = false
    /// How many acceptance tests the model stood that was last loaded from here.
    var testsStood = 0
    /// Said once, until it changes: why nothing could be seen, and why hints may stay out.
    var trouble: ModelLoadError?
    var coverage: WatchCoverage = .complete
  }

  private let location: any ModelLocation
  private let events: any DirectoryEvents
  private let exchange: ModelExchange
  private let outbox: ReportOutbox?
  private let pace: Pace
  private let clock: any Clock<Duration>
  private let logger: Logger
  private let state = Mutex(State())
  /// Ends when the first look is over.
  private let beginning: AsyncStream<Void>
  private let begun: AsyncStream<Void>.Continuation

  package init(
    location: any ModelLocation, events: any DirectoryEvents, exchange: ModelExchange, outbox: ReportOutbox? = nil,
    pace: Pace = Pace(), clock: any Clock<Duration> = ContinuousClock(), logger: Logger
  ) {
    self.location = location
    self.events = events
    self.exchange = exchange
    self.outbox = outbox
    self.pace = pace
    self.clock = clock
    self.logger = logger
    (beginning, begun) = AsyncStream.makeStream(of: Void.self)
  }

  /// Waits until the running watcher has looked once and loaded what it found, so that a server that listens from then on
  /// has its model from the first request on. For one waiter.
  package func firstLook() async { for await _ in beginning {} }

  /// Looks until the task is cancelled or the server shuts down.
  package func run() async throws {
    // Hints and the clock meet in one stream, so that looks never overlap and a slow one cannot undo a later one.
    let (occasions, occasion) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    await cancelWhenGracefulShutdown { [self] in
      await look()
      begun.finish()
      await withTaskGroup(of: Void.self) { group in
        group.addTask { for await _ in self.events.hints { occasion.yield() } }
        group.addTask { await self.lookNowAndThen(occasion) }
        group.addTask { await self.follow(occasions) }
        await group.next()
        group.cancelAll()
      }
    }
    begun.finish()
    events.close()
  }

  /// Looks once, and loads what is new. Watching begins before the look, so nothing falls in between.
  /// A running watcher does this by itself; looks must not overlap.
  package func look() async {
    notice(events.subscribe())
    await outbox?.retry()
    let candidate: ModelCandidate?
    do {
      candidate = try await BlockingWork.run { [location] _ throws(ModelLoadError) in try location.look() }
    } catch {
      let isNew = state.withLock { state in
        defer { state.trouble = error }
        return state.trouble != error
      }
      if isNew {
        exchange.note(error, of: location.path.string)
        exchange.show(error, of: location.path.string)
      }
      return
    }
    let (isNew, trouble) = state.withLock { state in
      defer { state.trouble = nil }
      guard let candidate, candidate.version != state.version || state.isPending else {
        return (false, state.trouble)
      }
      state.version = candidate.version
      state.isPending = false
      return (true, state.trouble)
    }
    guard let candidate else { return }
    if let trouble, exchange.serves(candidate) { exchange.withdraw(trouble, of: location.path.string) }
    guard isNew else { return }
    await serve(candidate)
  }

  private func serve(_ candidate: ModelCandidate) async {
    // ModelSync goes back to it when the one after it was refused. What that one failed at still shows.
    if exchange.serves(candidate) { return await report(.accepted, on: candidate, tests: state.withLock { $0.testsStood }) }
    do throws(ModelLoadError) {
      let tests = try await exchange.load(candidate)
      state.withLock { $0.testsStood = tests }
      await report(.accepted, on: candidate, tests: tests)
    } catch {
      exchange.show(error, of: candidate.name)
      if error.mayPass { state.withLock { $0.isPending = true } }
      guard error != .cancelled else { return }
      await report(error.verdict, on: candidate, tests: error.testCount, reason: error.description)
    }
  }

  private func report(
    _ verdict: GenerationReport.Verdict, on candidate: ModelCandidate, tests: Int = 0, reason: String? = nil
  ) async {
    guard let generation = candidate.generation else { return }
    await outbox?.report(verdict, on: generation, tests: tests, reason: reason)
  }

  private func follow(_ occasions: AsyncStream<Void>) async {
    for await _ in occasions {
      guard (try? await clock.sleep(for: pace.settling)) != nil else { return }
      await look()
    }
  }

  private func lookNowAndThen(_ occasion: AsyncStream<Void>.Continuation) async {
    while true {
      let (isPending, hasHints) = state.withLock { ($0.isPending, $0.coverage == .complete) }
      let pause =
        isPending ? exchange.isServing ? pace.retry : pace.retryWithoutModel : hasHints ? pace.withHints : pace.withoutHints
      guard (try? await clock.sleep(for: pause)) != nil else { return }
      occasion.yield()
    }
  }

  private func notice(_ coverage: WatchCoverage) {
    let isNew = state.withLock { state in
      defer { state.coverage = coverage }
      return state.coverage != coverage
    }
    guard isNew else { return }
    switch coverage {
    case .complete: logger.info("changes of \(location.path) are noticed at once again")
    case .none(let reason): logger.warning("\(reason); looking every \(pace.withoutHints) instead")
    }
  }
}
