internal import Dialogue
internal import Glibc
internal import JSON
internal import Logging
internal import Shared

extension DialogueServices {
  /// What conversations reach beyond themselves here.
  static func server(
    client: HTTPClient, actionServer: (any ActionServer)?, reminders: any ReminderScheduler, logger: Logger
  ) -> DialogueServices {
    DialogueServices(
      responses: NoResponses(), actionServer: actionServer, reminders: reminders, now: Self.clock, makeID: Self.randomID,
      report: { logger.warning("\($0)") })
  }

  /// Seconds since 1970, to the microsecond.
  private static func clock() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec / 1_000) / 1_000_000
  }

  /// 32 hexadecimal digits.
  private static func randomID() -> String {
    var generator = SystemRandomNumberGenerator()
    var digits = ""
    for _ in 0..<2 {
      let half = String(generator.next() as UInt64, radix: 16)
      digits += String(repeating: "0", count: 16 - half.utf8.count) + half
    }
    return digits
  }
}

struct NoResponses: ResponseGenerator {
  func generate(
    _ response: String, for tracker: Tracker, channel: String, arguments: JSONObject
  ) async throws(ResponseError) -> JSONObject? { nil }
}

struct NoReminders: ReminderScheduler {
  func schedule(_ reminder: ReminderScheduled, for senderID: String, channel: any OutputChannel) {}
  func cancel(_ cancellation: ReminderCancelled, for senderID: String) {}
}
