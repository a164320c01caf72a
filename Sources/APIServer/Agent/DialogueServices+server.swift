internal import Dialogue
internal import Glibc
internal import JSON
internal import Logging

extension DialogueServices {
  /// What conversations reach beyond themselves here.
  static func server(
    responses: any ResponseGenerator, actionServer: (any ActionServer)?, reminders: any ReminderScheduler, logger: Logger
  ) -> DialogueServices {
    DialogueServices(
      responses: responses, actionServer: actionServer, reminders: reminders, now: clock, makeID: Self.randomID,
      report: { logger.warning("\($0)") })
  }

  /// Seconds since 1970, to the microsecond.
  @Sendable static func clock() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec / 1_000) / 1_000_000
  }

  /// 32 hexadecimal digits.
  @Sendable private static func randomID() -> String {
    var generator = SystemRandomNumberGenerator()
    var digits = ""
    for _ in 0..<2 {
      let half = String(generator.next() as UInt64, radix: 16)
      digits += String(repeating: "0", count: 16 - half.utf8.count) + half
    }
    return digits
  }
}
