/// How long one text may be searched for one pattern, however many places and matches there are.
///
/// The clock is first looked at when PCRE2 is called a second time: nearly every search is over by then.
struct PatternBudget {
  /// Far beyond what any search takes that Python would end within the day.
  private static let limit = Duration.seconds(1)

  private var isFirst = true
  private var end: ContinuousClock.Instant?

  /// Whether PCRE2 may be called once more.
  mutating func allowsAnother() -> Bool {
    if let end { return .now < end }
    if !isFirst { end = .now + Self.limit }
    isFirst = false
    return true
  }
}
