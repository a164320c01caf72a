extension Duration {
  /// The duration in milliseconds, rounded down, and held to what a 32-bit clock can say.
  var wholeMilliseconds: Int {
    let (seconds, attoseconds) = components
    guard seconds < 2_000_000 else { return 2_000_000_000 }
    return Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
  }
}

extension Duration {
  /// The duration for people: `0.2 seconds`, to the millisecond and without zeros that say nothing.
  package var inSeconds: String {
    let (seconds, attoseconds) = components
    let milliseconds = (attoseconds + 500_000_000_000_000) / 1_000_000_000_000_000
    let whole = seconds + milliseconds / 1_000
    var fraction = String(milliseconds % 1_000)
    fraction = String(repeating: "0", count: max(0, 3 - fraction.utf8.count)) + fraction
    while fraction.hasSuffix("0") { fraction.removeLast() }
    let number = fraction.isEmpty ? "\(whole)" : "\(whole).\(fraction)"
    return number == "1" ? "1 second" : "\(number) seconds"
  }
}
