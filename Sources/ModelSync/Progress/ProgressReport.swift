package import Logging
package import Shared

/// Shows how far a transfer has come: as a bar on a terminal, in lines of the log elsewhere.
package struct ProgressReport: Sendable {
  package enum Style: Sendable {
    case none
    /// Redrawn ten times a second, and gone at the end.
    case bar(LogSink)
    /// Nothing for what is over soon; otherwise a line at once, every ten seconds, and at the end.
    case lines
  }

  private static let barInterval = Duration.milliseconds(100)
  private static let lineInterval = Duration.seconds(10)
  /// What is over before that is not worth a line.
  private static let silence = Duration.seconds(2)

  private let style: Style
  private let logger: Logger
  private let clock: SyncClock

  package init(_ style: Style, logger: Logger = Logger(label: "sync"), clock: SyncClock = .machine) {
    self.style = style
    self.logger = logger
    self.clock = clock
  }

  /// As settings and surroundings have it.
  init(isShown: Bool, format: LoggingFormat, sink: LogSink, environment: [String: String]) {
    let style: Style = !isShown ? .none : format == .text && Terminal.canRedraw(environment: environment) ? .bar(sink) : .lines
    self.init(style)
  }

  /// Runs `work`, and shows how its transfer comes along.
  package func during<Value: Sendable, Failure: Error>(
    _ verb: String, _ work: @escaping @Sendable () async throws(Failure) -> Value
  ) async throws(Failure) -> Value {
    if case .none = style { return try await work() }
    let progress = TransferProgress()
    let result: Result<Value, Failure> = await withTaskGroup(of: Result<Value, Failure>?.self) { group in
      group.addTask {
        await TransferProgress.$current.withValue(progress) {
          do throws(Failure) { return .success(try await work()) } catch { return .failure(error) }
        }
      }
      group.addTask {
        await show(verb, progress)
        return nil
      }
      while let ended = await group.next() {
        group.cancelAll()
        if let ended {
          // The line must be gone before anybody writes another one.
          await group.waitForAll()
          return ended
        }
      }
      preconditionFailure("the work ends with a result")
    }
    return try result.get()
  }

  private func show(_ verb: String, _ progress: TransferProgress) async {
    switch style {
    case .none: return
    case .bar(let sink): await draw(verb, progress, on: sink)
    case .lines: await log(verb, progress)
    }
  }

  private func draw(_ verb: String, _ progress: TransferProgress, on sink: LogSink) async {
    let start = ContinuousClock.now
    var meter = ProgressMeter()
    while !Task.isCancelled {
      if let reading = progress.reading {
        meter.add(reading, at: .now - start)
        // One column stays free: a terminal may begin a new line behind the last.
        sink.showTransient(ProgressText.bar(verb, meter, width: Terminal.width - 1))
      }
      await clock.sleep(Self.barInterval)
    }
    sink.showTransient(nil)
  }

  private func log(_ verb: String, _ progress: TransferProgress) async {
    let start = ContinuousClock.now
    var meter = ProgressMeter()
    meter.add(TransferProgress.Reading(bytes: 0, total: nil), at: .zero)
    await clock.sleep(Self.silence)
    var isBegun = false
    while !Task.isCancelled {
      if let reading = progress.reading {
        meter.add(reading, at: .now - start)
        logger.info("\(verb): \(ProgressText.words(meter))")
        isBegun = true
      }
      await clock.sleep(isBegun ? Self.lineInterval : Self.silence)
    }
    guard isBegun, let reading = progress.reading else { return }
    meter.add(reading, at: .now - start)
    logger.info("\(verb) ended: \(ProgressText.size(Double(reading.bytes)))")
  }
}
