internal import Glibc

/// The time of a reminder, as ISO 8601 writes it: `2026-01-31T12:00:00.5+01:00`, or `20260131T120000.5+0100`. Without a zone it is the machine's local time, as in Rasa.
package enum ReminderTime {
  /// Seconds since 1970; `nil` for a text that is no time.
  package static func seconds(of text: String) -> Double? {
    var scanner = Scanner(text: Array(text.utf8))
    guard let date = scanner.date() else { return nil }
    var clock = Clock()
    if scanner.skip(["T", "t", " "]) {
      guard let read = scanner.clock() else { return nil }
      clock = read
    }
    let zone = scanner.zone()
    guard scanner.isAtEnd else { return nil }
    let offset: Int?
    switch zone {
    case .none: offset = nil
    case .offset(let seconds): offset = seconds
    case .malformed: return nil
    }
    return seconds(date, clock, offset: offset)
  }

  private static func seconds(_ date: Date, _ clock: Clock, offset: Int?) -> Double? {
    var parts = tm()
    parts.tm_year = Int32(date.year - 1900)
    parts.tm_mon = Int32(date.month - 1)
    parts.tm_mday = Int32(date.day)
    parts.tm_hour = Int32(clock.hour)
    parts.tm_min = Int32(clock.minute)
    parts.tm_sec = Int32(clock.second)
    parts.tm_isdst = -1
    let day = parts.tm_mday
    let whole = offset == nil ? mktime(&parts) : timegm(&parts)
    // A day that the month does not have would count on into the next one.
    guard parts.tm_mday == day else { return nil }
    return Double(whole - (offset ?? 0)) + clock.fraction
  }

  private struct Date {
    let year: Int
    let month: Int
    let day: Int
  }

  private struct Clock {
    var hour = 0
    var minute = 0
    var second = 0
    var fraction = 0.0
  }

  private enum Zone {
    case none
    /// Seconds east of Greenwich.
    case offset(Int)
    case malformed
  }

  private struct Scanner {
    let text: [UInt8]
    var position = 0

    init(text: [UInt8]) { self.text = text }

    var isAtEnd: Bool { position == text.count }

    mutating func skip(_ characters: Set<Unicode.Scalar>) -> Bool {
      guard position < text.count, characters.contains(Unicode.Scalar(text[position])) else { return false }
      position += 1
      return true
    }

    /// So many digits, and no fewer.
    mutating func number(_ digits: Int, in range: ClosedRange<Int>) -> Int? {
      guard position + digits <= text.count else { return nil }
      var value = 0
      for byte in text[position..<position + digits] {
        guard UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte else { return nil }
        value = value * 10 + Int(byte - UInt8(ascii: "0"))
      }
      guard range.contains(value) else { return nil }
      position += digits
      return value
    }

    mutating func date() -> Date? {
      guard let year = number(4, in: 1...9_999) else { return nil }
      let isExtended = skip(["-"])
      guard let month = number(2, in: 1...12), skip(["-"]) == isExtended, let day = number(2, in: 1...31) else { return nil }
      return Date(year: year, month: month, day: day)
    }

    mutating func clock() -> Clock? {
      guard let hour = number(2, in: 0...23) else { return nil }
      let isExtended = skip([":"])
      guard let minute = number(2, in: 0...59) else { return nil }
      var clock = Clock(hour: hour, minute: minute)
      let hasSeconds = isExtended ? skip([":"]) : position < text.count && UInt8(ascii: "0")...UInt8(ascii: "9") ~= text[position]
      guard hasSeconds else { return clock }
      guard let second = number(2, in: 0...59) else { return nil }
      clock.second = second
      guard skip([".", ","]) else { return clock }
      var unit = 0.1
      while let digit = number(1, in: 0...9) {
        clock.fraction += Double(digit) * unit
        unit /= 10
      }
      return clock
    }

    mutating func zone() -> Zone {
      while skip([" "]) {}
      if isAtEnd { return .none }
      if skip(["Z", "z"]) { return .offset(0) }
      let isEast = skip(["+"])
      guard isEast || skip(["-"]), let hours = number(2, in: 0...23) else { return .malformed }
      _ = skip([":"])
      let minutes = number(2, in: 0...59) ?? 0
      return .offset((hours * 3_600 + minutes * 60) * (isEast ? 1 : -1))
    }
  }
}
