internal import Dialogue
package import Logging
internal import ServiceLifecycle
internal import Shared

/// Delivers reminders when they are due.
///
/// At shutdown those that are not due yet are lost, as in Rasa; deliveries that have begun come to their end.
package final class ReminderService: Service {
  private let schedule: ReminderSchedule
  private let agent: Agent
  private let now: @Sendable () -> Double
  private let clock: any Clock<Duration>
  private let logger: Logger

  /// The clock that says when a reminder is due may be set while another one sleeps: no sleep is longer than that.
  private static let longestSleep = 30.0

  /// - Parameters:
  ///   - now: seconds since 1970.
  ///   - clock: sleeps.
  package init(
    _ schedule: ReminderSchedule, agent: Agent, now: @escaping @Sendable () -> Double, clock: any Clock<Duration> = ContinuousClock(),
    logger: Logger
  ) {
    self.schedule = schedule
    self.agent = agent
    self.now = now
    self.clock = clock
    self.logger = logger
  }

  package func run() async throws {
    let (deliveries, delivery) = AsyncStream.makeStream(of: ReminderSchedule.Entry.self)
    await withDiscardingTaskGroup { group in
      group.addTask { [self] in
        await cancelWhenGracefulShutdown { [self] in await watch(delivery) }
        delivery.finish()
      }
      for await entry in deliveries { group.addTask { [self] in await deliver(entry) } }
    }
  }

  private func watch(_ delivery: AsyncStream<ReminderSchedule.Entry>.Continuation) async {
    while !Task.isCancelled {
      for entry in schedule.takeDue() { delivery.yield(entry) }
      await wait()
    }
  }

  /// Waits until a reminder is due or comes in.
  private func wait() async {
    let pause = schedule.nextTime.map { min(max($0 - now(), 0), Self.longestSleep) }
    await withTaskGroup(of: Void.self) { group in
      group.addTask { [schedule] in await schedule.changed() }
      if let pause { group.addTask { [clock] in try? await clock.sleep(for: .seconds(pause)) } }
      await group.next()
      group.cancelAll()
    }
  }

  private func deliver(_ entry: ReminderSchedule.Entry) async {
    do {
      try await agent.deliver(entry.reminder, to: entry.conversation, channel: entry.channel)
    } catch let failure as APIFailure {
      logger.error("a reminder for the intent \(entry.reminder.intent) was not delivered: \(failure.message)")
    } catch {
      logger.error("a reminder for the intent \(entry.reminder.intent) was not delivered: \(error)")
    }
  }
}
