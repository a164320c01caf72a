import APIServer
import Testing

@Suite("The times of reminders")
struct ReminderTimeTests {
  @Test(
    "with a zone they are moments",
    arguments: [
      ("1970-01-01T00:00:10Z", 10), ("1970-01-01T00:00:10.5+00:00", 10.5), ("1970-01-01T02:00:10+02:00", 10),
      ("1969-12-31 22:30:10-01:30", 10), ("2026-01-31T12:00:00.250000+0100", 1_769_857_200.25), ("1970-01-01T00:00 Z", 0),
      ("19700101T000010Z", 10), ("19700101T020010.5+0200", 10.5), ("19700101T0001Z", 60), ("19700101T00:01Z", 60),
    ])
  func zone(text: String, seconds: Double) { #expect(ReminderTime.seconds(of: text) == seconds) }

  @Test(
    "without one they are the machine's",
    arguments: ["2026-07-01T12:00:00", "2026-07-01 12:00", "2026-07-01", "20260701T120000", "20260701"])
  func local(text: String) throws {
    let seconds = try #require(ReminderTime.seconds(of: text))
    let universal = try #require(ReminderTime.seconds(of: text.contains(":") || text.contains("T") ? text + "Z" : text + "T00:00Z"))
    #expect(abs(seconds - universal) <= 14 * 3_600)
  }

  @Test(
    "what is no time is none",
    arguments: [
      "", "tomorrow", "2026-13-01T00:00Z", "2026-02-31T00:00:00Z", "2026-01-01T25:00Z", "2026-01-01T00:00:00X", "2026-01-01T", "2026-0101",
      "202601-01", "20260101T1", "20260101T12000",
    ])
  func none(text: String) { #expect(ReminderTime.seconds(of: text) == nil) }
}
