import APIServer
import Dialogue
import JSON
import Synchronization
import Testing

@Suite("The schedule of reminders")
struct ReminderScheduleTests {
  private final class Time: Sendable {
    let seconds = Mutex(100.0)
    func move(to time: Double) { seconds.withLock { $0 = time } }
  }

  private let time = Time()
  private let schedule: ReminderSchedule

  init() {
    let time = time
    schedule = ReminderSchedule(now: { time.seconds.withLock { $0 } }, report: { _ in })
  }

  private func reminder(_ name: String, intent: String = "greet", at second: Int = 20) -> ReminderScheduled {
    let minute = 100 + second
    return ReminderScheduled(
      intent: intent, dateTime: "1970-01-01T00:0\(minute / 60):\(minute % 60 < 10 ? "0" : "")\(minute % 60)Z", entities: .null, name: name,
      endsOnUserMessage: true)
  }

  private func add(_ reminder: ReminderScheduled, for sender: String = "ada") {
    schedule.schedule(reminder, for: sender, channel: CollectingOutputChannel())
  }

  private var due: [String] { schedule.takeDue().map(\.reminder.name) }

  @Test("they come when they are due, the earliest first, and once")
  func order() {
    add(reminder("b", at: 30))
    add(reminder("a", at: 20))
    #expect(schedule.nextTime == 120)
    #expect(due.isEmpty)
    time.move(to: 130)
    #expect(due == ["a", "b"])
    #expect(due.isEmpty)
    #expect(schedule.nextTime == nil)
  }

  @Test("one of the same name takes the place of the other, whoever's it was")
  func replacement() {
    add(reminder("a"))
    add(reminder("a", at: 40), for: "eve")
    time.move(to: 130)
    #expect(due.isEmpty)
    time.move(to: 140)
    #expect(schedule.takeDue().map(\.conversation) == [ConversationID("eve")])
  }

  @Test("a time that is over, or none at all, is not scheduled; a moment's delay is forgiven")
  func late() {
    add(reminder("late", at: -2))
    add(ReminderScheduled(intent: "greet", dateTime: "soon", entities: .null, name: "x", endsOnUserMessage: true))
    #expect(schedule.nextTime == nil)
    add(reminder("now", at: -1))
    #expect(due == ["now"])
  }

  @Test("cancelling means a conversation's own, by name, by intent or all")
  func cancellation() {
    func names(after cancellation: ReminderCancelled) -> [String] {
      add(reminder("a"))
      add(reminder("b", intent: "bye"))
      add(reminder("c"), for: "eve")
      schedule.cancel(cancellation, for: "ada")
      time.move(to: 200)
      defer { time.move(to: 100) }
      return due.sorted()
    }
    #expect(names(after: ReminderCancelled(name: "a", intent: nil, entities: .null)) == ["b", "c"])
    #expect(names(after: ReminderCancelled(name: nil, intent: "bye", entities: .null)) == ["a", "c"])
    #expect(names(after: ReminderCancelled(name: nil, intent: nil, entities: .null)) == ["c"])
  }

  @Test("whoever waits for a change learns of it, also of one that came before")
  func changes() async {
    add(reminder("a"))
    await schedule.changed()
    async let next: Void = schedule.changed()
    add(reminder("b"))
    await next
    let cancelled = Task { await schedule.changed() }
    cancelled.cancel()
    await cancelled.value
  }
}
