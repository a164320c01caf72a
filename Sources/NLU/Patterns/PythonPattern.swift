/// A pattern of Python's `re`, with Python's meaning, on UTF-8.
///
/// It is compiled once; any number of messages may be searched at the same time. A search that would go on for ever is cut, as if nothing
/// more had been found: after a million steps from one place, or a second for one text.
///
/// What is known to differ from CPython 3.10 (Tests/NLUTests/Patterns holds 2000 patterns against it):
/// - PCRE2 knows Unicode 14, Python 13: 525 code points of rare scripts are letters here and not there.
/// - Ignoring case, a reference to a group also takes letters for the same that only a class or a literal would in Python, as `ſ` and `s`.
/// - A look-behind may have alternatives of different lengths, which Python refuses; repetitions of more than 65535 are refused.
/// - Inside a repeated group Python sometimes reports a group that took no part in the last round, or that ends before it starts.
/// - `(?a)` and `(?u)` in one pattern are not refused; a negated category in a class of a group `(?ai:…)` holds for all letters.
package struct PythonPattern: Sendable {
  /// One, or several that together are the alternatives of a list too long for one.
  private let programs: [PatternProgram]
  /// The number of groups that capture.
  package let groups: Int

  /// - Throws: `PatternError` when Python would refuse the pattern, or when it cannot be run.
  package init(_ pattern: String, ignoringCase: Bool = false) throws(PatternError) {
    let flags: PatternFlags = ignoringCase ? .ignoreCase : []
    let translation = try PatternTranslator.translate(pattern, flags: flags)
    groups = translation.groups
    if let program = try PatternProgram.compile(translation.source, ignoringCase: translation.flags.contains(.ignoreCase)) {
      programs = [program]
      return
    }
    guard let alternatives = Self.alternatives(of: pattern) else { throw .unsupported(reason: "it is too large") }
    programs = try Self.compile(alternatives[...], flags: flags)
  }

  /// The parts of a list such as a lookup table makes, `(\bred\b|\bgreen\b)`; `nil` for any other pattern.
  private static func alternatives(of pattern: String) -> [String]? {
    let scalars = Array(pattern.unicodeScalars)
    guard scalars.count > 2, scalars.first == "(", scalars.last == ")" else { return nil }
    var alternatives: [String] = []
    var current = String.UnicodeScalarView()
    var isEscaped = false
    for scalar in scalars.dropFirst().dropLast() {
      switch scalar {
      case _ where isEscaped: isEscaped = false
      case "\\": isEscaped = true
      case "(", ")", "[", "]", "{", "}", "?", "*", "+": return nil
      case "|":
        alternatives.append(String(current))
        current = String.UnicodeScalarView()
        continue
      default: break
      }
      current.append(scalar)
    }
    return isEscaped ? nil : alternatives + [String(current)]
  }

  /// Halves a list until PCRE2 has room for each part.
  private static func compile(_ alternatives: ArraySlice<String>, flags: PatternFlags) throws(PatternError) -> [PatternProgram] {
    let translation = try PatternTranslator.translate("(" + alternatives.joined(separator: "|") + ")", flags: flags)
    if let program = try PatternProgram.compile(translation.source, ignoringCase: flags.contains(.ignoreCase)) { return [program] }
    guard alternatives.count > 1 else { throw .unsupported(reason: "it is too large") }
    let middle = alternatives.startIndex + alternatives.count / 2
    return try compile(alternatives[..<middle], flags: flags) + compile(alternatives[middle...], flags: flags)
  }

  /// Whether the pattern is found anywhere.
  package func isFound(in text: UnsafeBufferPointer<UInt8>) -> Bool {
    var isFound = false
    forEachMatch(in: text) { _ in
      isFound = true
      return false
    }
    return isFound
  }

  /// Calls `body` for every match, from left to right, until it returns `false`: `re.finditer`.
  package func forEachMatch(in text: UnsafeBufferPointer<UInt8>, _ body: (PatternMatch) -> Bool) {
    if programs.count == 1, let program = programs.first {
      search(program, in: text, body)
    } else {
      searchAll(in: text, body)
    }
  }

  private func search(_ program: PatternProgram, in text: UnsafeBufferPointer<UInt8>, _ body: (PatternMatch) -> Bool) {
    guard let scratch = PatternProgram.Scratch(for: program) else { return }
    var budget = PatternBudget()
    var position = 0
    var isMoving = false
    while let match = program.firstMatch(in: text, from: position, isMoving: isMoving, scratch: scratch, budget: &budget), body(match) {
      position = match.whole.upperBound
      isMoving = match.whole.isEmpty
    }
  }

  /// Of the parts' matches the leftmost counts, and of several there the one whose part comes first.
  private func searchAll(in text: UnsafeBufferPointer<UInt8>, _ body: (PatternMatch) -> Bool) {
    var budget = PatternBudget()
    var position = 0
    var isMoving = false
    var pending = programs.map { program in first(of: program, in: text, from: position, isMoving: isMoving, budget: &budget) }
    while true {
      var best: PatternMatch?
      for match in pending {
        if let match, best.map({ match.whole.lowerBound < $0.whole.lowerBound }) ?? true { best = match }
      }
      guard let best, body(best) else { return }
      position = best.whole.upperBound
      isMoving = best.whole.isEmpty
      for (index, match) in pending.enumerated() {
        guard let match, match.whole.lowerBound < position || isMoving else { continue }
        pending[index] = first(of: programs[index], in: text, from: position, isMoving: isMoving, budget: &budget)
      }
    }
  }

  private func first(
    of program: PatternProgram, in text: UnsafeBufferPointer<UInt8>, from start: Int, isMoving: Bool, budget: inout PatternBudget
  ) -> PatternMatch? {
    guard let scratch = PatternProgram.Scratch(for: program) else { return nil }
    return program.firstMatch(in: text, from: start, isMoving: isMoving, scratch: scratch, budget: &budget)
  }
}
