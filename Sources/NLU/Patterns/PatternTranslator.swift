/// Rewrites a pattern of Python's `re` (3.10) as one of PCRE2 that matches the same.
///
/// It reads the pattern by Python's grammar and refuses what Python refuses; what it writes spells everything out that the two
/// understand differently: classes, anchors, flags, braces, groups' names. The writing expects PCRE2's options UTF, UCP and
/// ALT_CIRCUMFLEX, line feeds as the only newlines, and CASELESS just where `flags` says so.
struct PatternTranslator {
  /// A pattern as PCRE2 understands it.
  struct Translation {
    let source: String
    /// The flags that hold for the whole pattern.
    let flags: PatternFlags
    /// The number of groups that capture.
    let groups: Int
  }

  /// Groups within groups beyond this depth are refused.
  static let maximumDepth = 100

  var reader: PatternReader
  /// The flags at the place that is being read.
  var flags: PatternFlags
  /// The flags that the pattern itself sets for all of it, wherever it does so.
  var declared: PatternFlags
  var groups = 0
  var names: [String: Int] = [:]
  /// The groups that are open: they cannot be referred to yet.
  var openGroups: Set<Int> = []
  /// The largest group that a condition asks for: it may stand behind the condition.
  var largestCondition = 0
  /// How many more characters may be given by their names: each look-up reads all names.
  var namesToLookUp = Self.maximumNames
  var output = ""

  static let maximumNames = 100

  /// - Throws: `PatternError`.
  static func translate(_ pattern: String, flags: PatternFlags = []) throws(PatternError) -> Translation {
    var known = flags
    // A flag may be declared anywhere and holds everywhere, so a pattern may have to be read again, once for each flag at most.
    while true {
      var translator = PatternTranslator(reader: PatternReader(pattern), flags: known, declared: known)
      do { try translator.pattern() } catch  where translator.declared == known { throw error } catch {}
      if translator.declared == known {
        return Translation(source: translator.output, flags: known, groups: translator.groups)
      }
      known = translator.declared
    }
  }

  private mutating func pattern() throws(PatternError) {
    try alternatives(depth: 0)
    guard reader.isAtEnd else { throw reader.refused("unbalanced parenthesis") }
    guard largestCondition <= groups else { throw reader.refused("invalid group reference") }
  }

  /// What stands at the end of `output`, which a quantifier would repeat.
  private enum Item {
    case nothing, anchor, repeated, repeatable
  }

  /// Reads up to the end or to a closing parenthesis.
  /// - Returns: how many branches there were.
  @discardableResult
  mutating func alternatives(depth: Int) throws(PatternError) -> Int {
    guard depth <= Self.maximumDepth else { throw .unsupported(reason: "its groups are nested more than \(Self.maximumDepth) deep") }
    var branches = 1
    try branch(depth: depth)
    while reader.skip("|") {
      output += "|"
      branches += 1
      try branch(depth: depth)
    }
    return branches
  }

  private mutating func branch(depth: Int) throws(PatternError) {
    var item = Item.nothing
    while let next = reader.peek, next != "|", next != ")" {
      let start = reader.position
      reader.advance()
      if flags.contains(.verbose), skipVerbose(next) { continue }
      switch next {
      case "*", "+", "?", "{":
        guard let quantifier = try quantifier(next) else {
          output += "\\{"
          item = .repeatable
          continue
        }
        guard item != .nothing, item != .anchor else { throw reader.refused("nothing to repeat", at: start) }
        guard item != .repeated else { throw reader.refused("multiple repeat", at: start) }
        output += quantifier
        if reader.skip("?") { output += "?" }
        item = .repeated
      case "^":
        output += flags.contains(.multiline) ? "(?m:^)" : "\\A"
        item = .anchor
      case "$":
        output += flags.contains(.multiline) ? "(?m:$)" : "\\Z"
        item = .anchor
      case ".":
        output += flags.contains(.dotAll) ? "(?s:.)" : "[^\\n]"
        item = .repeatable
      case "(":
        if try group(depth: depth + 1) { item = .repeatable }
      case "[":
        try characterClass(from: start)
        item = .repeatable
      case "\\":
        item = try escape(from: start) ? .anchor : .repeatable
      default:
        output += literal(next.value)
        item = .repeatable
      }
    }
  }

  /// Under the verbose flag white space and comments mean nothing.
  private mutating func skipVerbose(_ next: Unicode.Scalar) -> Bool {
    switch next {
    case " ", "\t", "\n", "\r", "\u{B}", "\u{C}": return true
    case "#":
      while let next = reader.peek {
        reader.advance()
        if next == "\n" { break }
      }
      return true
    default: return false
    }
  }

  /// The quantifier that begins with that character, as PCRE2 spells it; `nil` for a brace that is only a brace.
  private mutating func quantifier(_ first: Unicode.Scalar) throws(PatternError) -> String? {
    guard first == "{" else { return String(Character(first)) }
    let start = reader.position
    guard reader.peek != "}" else { return nil }
    let low = reader.digits()
    var high = low
    if reader.skip(",") { high = reader.digits() }
    guard reader.skip("}") else {
      reader.position = start
      return nil
    }
    let minimum = try count(low, default: 0, at: start) ?? 0
    guard let maximum = try count(high, default: nil, at: start) else { return "{\(minimum),}" }
    guard minimum <= maximum else { throw reader.refused("min repeat greater than max repeat", at: start) }
    return "{\(minimum),\(maximum)}"
  }

  private func count(_ digits: String, default: Int?, at start: Int) throws(PatternError) -> Int? {
    if digits.isEmpty { return `default` }
    guard let count = Int(digits), count <= 65_535 else { throw .unsupported(reason: "it repeats something more than 65535 times") }
    return count
  }
}
