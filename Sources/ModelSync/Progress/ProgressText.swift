internal import Shared

/// A transfer's progress in words, and as a bar.
package enum ProgressText {
  /// One line of at most `width` columns: ` 42% [#####-------] 12.3 of 29.1 MB, 3.4 MB/s, 0:05 left`.
  package static func bar(_ verb: String, _ meter: ProgressMeter, width: Int) -> String {
    let words = words(meter)
    guard let share = meter.share else { return String("\(verb) \(words)".prefix(width)) }
    let percent = "\(Int(share * 100))%"
    let head = "\(verb) " + String(repeating: " ", count: 4 - percent.count) + percent
    // What the bar does not need is left out where the terminal is narrow.
    let room = width - head.count - words.count - 4
    guard room >= 5 else { return String("\(head) \(words)".prefix(width)) }
    let cells = min(room, 40)
    let filled = Int(share * Double(cells))
    return "\(head) [" + String(repeating: "#", count: filled) + String(repeating: "-", count: cells - filled) + "] \(words)"
  }

  /// `12.3 of 29.1 MB, 3.4 MB/s, 0:05 left`
  package static func words(_ meter: ProgressMeter) -> String {
    var words: String
    if let total = meter.latest.total {
      let unit = unit(of: Double(total))
      words = "\(number(Double(meter.latest.bytes), unit)) of \(number(Double(total), unit)) \(unit.name)"
    } else {
      words = size(Double(meter.latest.bytes))
    }
    if let rate = meter.bytesPerSecond { words += ", \(size(rate))/s" }
    if let seconds = meter.secondsLeft { words += ", \(clock(seconds)) left" }
    return words
  }

  /// `3.4 MB`
  package static func size(_ bytes: Double) -> String {
    let unit = unit(of: bytes)
    return "\(number(bytes, unit)) \(unit.name)"
  }

  private typealias Unit = (name: String, bytes: Double)

  private static let units: [Unit] = [("TB", 1e12), ("GB", 1e9), ("MB", 1e6), ("kB", 1e3), ("B", 1)]

  private static func unit(of bytes: Double) -> Unit { units.first { bytes >= $0.bytes } ?? ("B", 1) }

  private static func number(_ bytes: Double, _ unit: Unit) -> String {
    let tenths = Int((bytes / unit.bytes * 10).rounded(.down))
    return unit.bytes == 1 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }

  /// `0:05`, `12:07`, `1:02:03`
  private static func clock(_ seconds: Double) -> String {
    let whole = Int(min(seconds, 359_999).rounded(.up))
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let (hours, minutes, rest) = (whole / 3_600, whole / 60 % 60, whole % 60)
    return hours > 0 ? "\(hours):\(two(minutes)):\(two(rest))" : "\(minutes):\(two(rest))"
  }
}
