internal import Glibc

// Moments as other servers write and expect them.
extension UTCTimestamp: Comparable {
  public static func < (left: UTCTimestamp, right: UTCTimestamp) -> Bool { left.milliseconds < right.milliseconds }

  /// The moment so many seconds later.
  package func adding(seconds: Int64) -> UTCTimestamp {
    let (product, isTooLarge) = seconds.multipliedReportingOverflow(by: 1000)
    let (sum, isTooLate) = milliseconds.addingReportingOverflow(product)
    return UTCTimestamp(milliseconds: isTooLarge || isTooLate ? (seconds < 0 ? .min : .max) : sum)
  }

  /// `20130524T000000Z`, as AWS signs it.
  package var compact: String {
    let text = description
    return String(text.prefix(19).filter { $0 != "-" && $0 != ":" }) + "Z"
  }

  /// `Fri, 24 May 2013 00:00:00 GMT`, as HTTP has it (RFC 9110, section 5.6.7).
  package var httpDate: String {
    var time = time_t(milliseconds / 1000)
    var parts = tm()
    gmtime_r(&time, &parts)
    let text = description
    let (year, day, clock) = (text.prefix(4), text.dropFirst(8).prefix(2), text.dropFirst(11).prefix(8))
    return "\(Self.weekdays[Int(parts.tm_wday)]), \(day) \(Self.months[Int(parts.tm_mon)]) \(year) \(clock) GMT"
  }

  /// Reads RFC 3339, such as `2026-01-31T12:00:00.5Z` or `2026-01-31T13:00:00+01:00`. `nil` for every other text.
  package init?(rfc3339 text: String) {
    let letters = Array(text.utf8)
    guard letters.count >= 20, let day = Self.day(letters[0..<10]), letters[10] == UInt8(ascii: "T"),
      let time = Self.time(letters[11..<19])
    else { return nil }
    var rest = letters[19...]
    var fraction: Int64 = 0
    if rest.first == UInt8(ascii: ".") {
      let digits = rest.dropFirst().prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
      guard !digits.isEmpty, let value = Self.number(Array((digits + [48, 48, 48]).prefix(3))[...]) else { return nil }
      fraction = value
      rest = rest.dropFirst(1 + digits.count)
    }
    guard let offset = Self.offset(rest) else { return nil }
    milliseconds = (day * 86_400 + time - offset) * 1000 + fraction
  }

  /// Reads `Fri, 24 May 2013 00:00:00 GMT`. `nil` for every other text.
  package init?(httpDate text: String) {
    let words = text.split(separator: " ")
    guard words.count == 6, words[5] == "GMT", let day = Self.number(Array(words[1].utf8)[...]),
      let month = Self.months.firstIndex(of: String(words[2])), let year = Self.number(Array(words[3].utf8)[...]), year <= 9999,
      1...31 ~= day, words[4].utf8.count == 8, let time = Self.time(Array(words[4].utf8)[...])
    else { return nil }
    milliseconds = (Self.days(year: year, month: Int64(month + 1), day: day) * 86_400 + time) * 1000
  }
}

extension UTCTimestamp {
  private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  private static func number(_ digits: ArraySlice<UInt8>) -> Int64? {
    guard !digits.isEmpty, digits.count <= 4, digits.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else { return nil }
    return digits.reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
  }

  /// `2026-01-31`, in days since 1970.
  private static func day(_ text: ArraySlice<UInt8>) -> Int64? {
    let parts = text.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count == 4, let year = number(parts[0]), let month = number(parts[1]), let day = number(parts[2]),
      1...12 ~= month, 1...31 ~= day
    else { return nil }
    return days(year: year, month: month, day: day)
  }

  /// `12:00:00`, in seconds.
  private static func time(_ text: ArraySlice<UInt8>) -> Int64? {
    let parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard parts.count == 3, let hour = number(parts[0]), let minute = number(parts[1]), let second = number(parts[2]), hour < 24,
      minute < 60,
      second <= 60
    else { return nil }
    return hour * 3600 + minute * 60 + second
  }

  /// `Z` or `+01:00`, in seconds.
  private static func offset(_ text: ArraySlice<UInt8>) -> Int64? {
    if text.elementsEqual("Z".utf8) { return 0 }
    let parts = text.dropFirst().split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard let sign = text.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), parts.count == 2, let hours = number(parts[0]),
      let minutes = number(parts[1]), hours < 24, minutes < 60
    else { return nil }
    return (sign == UInt8(ascii: "-") ? -1 : 1) * (hours * 3600 + minutes * 60)
  }

  /// Days from 1970-01-01 in the Gregorian calendar, counted in years that begin in March.
  private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}
