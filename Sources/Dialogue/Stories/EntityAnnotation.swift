/// Entities that stand inside a text as training data has them: `[Oslo](city)`, `[Oslo](city:OSL)`, `[Oslo]{"entity": "city"}` and
/// `[Oslo][{"entity": "city"}, {"entity": "port"}]`.
enum EntityAnnotation {
  /// The text without annotations; what they cover stays.
  /// - Throws: `StoryError` when one is in braces and is not what they have to hold.
  static func removed(from text: [Unicode.Scalar]) throws(StoryError) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    var copied = 0
    for match in matches(in: text) {
      for braces in match.braces { try EntityProperties.check(text[braces]) }
      result += text[copied..<match.whole.lowerBound] + text[match.covered]
      copied = match.whole.upperBound
    }
    return result + text[copied...]
  }

  /// All annotations, in their order.
  static func matches(in text: [Unicode.Scalar]) -> [Match] {
    var search = Search(text)
    var matches: [Match] = []
    while let match = search.next() { matches.append(match) }
    return matches
  }

  /// An annotation; every part of it by where it stands.
  struct Match {
    let whole: Range<Int>
    let covered: Range<Int>
    /// What stands between parentheses before a colon.
    var type: Range<Int>?
    /// What stands behind the colon.
    var value: Range<Int>?
    /// What stands between braces, without them.
    var braces: [Range<Int>] = []
  }

  /// Goes through a text once, whatever it holds: a sign that was found ahead, or was not, is not looked for again.
  private struct Search {
    private let text: [Unicode.Scalar]
    private var position = 0
    /// Where a sign was found last; behind the text for one that does not follow any more.
    private var found: [Unicode.Scalar: Int] = [:]

    init(_ text: [Unicode.Scalar]) { self.text = text }

    mutating func next() -> Match? {
      while let open = index(of: "[", from: position), let close = index(of: "]", from: open + 1) {
        position = close + 1
        guard close > open + 1, let match = match(open..<close) else { continue }
        position = match.whole.upperBound
        return match
      }
      return nil
    }

    /// - Parameter brackets: the first bracket and what it holds.
    private mutating func match(_ brackets: Range<Int>) -> Match? {
      let covered = brackets.dropFirst()
      let start = brackets.upperBound + 2
      guard start < text.count else { return nil }
      switch text[start - 1] {
      case "(": return typed(brackets, from: start)
      case "{":
        guard text[start] != "}", let close = index(of: "}", from: start) else { return nil }
        return Match(whole: brackets.lowerBound..<close + 1, covered: covered, braces: [start..<close])
      case "[":
        guard let close = index(of: "]", from: start), (index(of: "\n", from: start) ?? close) >= close else { return nil }
        return Match(whole: brackets.lowerBound..<close + 1, covered: covered, braces: braces(in: start..<close))
      default: return nil
      }
    }

    /// A type and, after a colon, a value.
    private mutating func typed(_ brackets: Range<Int>, from start: Int) -> Match? {
      guard let close = index(of: ")", from: start) else { return nil }
      let colon = index(of: ":", from: start).flatMap { $0 < close ? $0 : nil }
      guard (colon ?? close) > start, colon.map({ $0 + 1 < close }) ?? true else { return nil }
      return Match(
        whole: brackets.lowerBound..<close + 1, covered: brackets.dropFirst(), type: start..<(colon ?? close),
        value: colon.map { $0 + 1..<close })
    }

    private func braces(in range: Range<Int>) -> [Range<Int>] {
      var result: [Range<Int>] = []
      var start = range.lowerBound
      while let open = text[start..<range.upperBound].firstIndex(of: "{") {
        guard let close = text[(open + 1)..<range.upperBound].firstIndex(of: "}") else { break }
        if close > open + 1 { result.append(open + 1..<close) }
        start = close + 1
      }
      return result
    }

    private mutating func index(of sign: Unicode.Scalar, from start: Int) -> Int? {
      let index = found[sign].flatMap { $0 >= start ? $0 : nil } ?? text[start...].firstIndex(of: sign) ?? text.count
      found[sign] = index
      return index < text.count ? index : nil
    }
  }
}
