extension PatternTranslator {
  /// More groups than PCRE2 can number.
  private static let maximumGroups = 65_536

  /// Translates what stands behind an opening parenthesis.
  /// - Returns: whether it left something that a quantifier may repeat.
  mutating func group(depth: Int) throws(PatternError) -> Bool {
    let start = reader.position - 1
    guard reader.skip("?") else {
      try capture(named: nil, depth: depth, from: start)
      return true
    }
    guard let kind = reader.next() else { throw reader.refused("unexpected end of pattern") }
    switch kind {
    case "P": return try extended(depth: depth, from: start)
    case ":": try enclosed("(?:", depth: depth, from: start)
    case "=": try enclosed("(?=", depth: depth, from: start)
    case "!": try enclosed("(?!", depth: depth, from: start)
    case "<":
      switch reader.next() {
      case "=": try enclosed("(?<=", depth: depth, from: start)
      case "!": try enclosed("(?<!", depth: depth, from: start)
      default: throw reader.refused("unknown extension ?<", at: start)
      }
    case "#":
      guard reader.read(upTo: ")") != nil else { throw reader.refused("missing ), unterminated comment", at: start) }
      return false
    case "(": try conditional(depth: depth, from: start)
    default:
      guard kind == "-" || PatternFlags.named(kind) != nil else { throw reader.refused("unknown extension", at: start) }
      return try flagged(kind, depth: depth, from: start)
    }
    return true
  }

  /// `(?P<name>…)` and `(?P=name)`.
  private mutating func extended(depth: Int, from start: Int) throws(PatternError) -> Bool {
    if reader.skip("<") {
      guard let name = reader.read(upTo: ">") else { throw reader.refused("missing >, unterminated name") }
      try checkName(name, at: start)
      guard names[name] == nil else { throw reader.refused("redefinition of a group's name", at: start) }
      try capture(named: name, depth: depth, from: start)
    } else if reader.skip("=") {
      guard let name = reader.read(upTo: ")") else { throw reader.refused("missing ), unterminated name") }
      try checkName(name, at: start)
      guard let number = names[name] else { throw reader.refused("unknown group name", at: start) }
      try reference(to: number, from: start)
    } else {
      throw reader.refused("unknown extension ?P", at: start)
    }
    return true
  }

  private func checkName(_ name: String, at start: Int) throws(PatternError) {
    guard let first = name.unicodeScalars.first, first == "_" || first.properties.isXIDStart,
      name.unicodeScalars.allSatisfy({ $0.properties.isXIDContinue })
    else { throw reader.refused("bad character in group name", at: start) }
  }

  private mutating func capture(named name: String?, depth: Int, from start: Int) throws(PatternError) {
    groups += 1
    let number = groups
    if let name { names[name] = number }
    openGroups.insert(number)
    try enclosed("(", depth: depth, from: start)
    openGroups.remove(number)
  }

  /// A group with its closing parenthesis. Flags that are set inside are forgotten behind it.
  private mutating func enclosed(_ opening: String, depth: Int, from start: Int) throws(PatternError) {
    output += opening
    let outer = flags
    try alternatives(depth: depth)
    flags = outer
    guard reader.skip(")") else { throw reader.refused("missing ), unterminated subpattern", at: start) }
    output += ")"
  }

  /// What an earlier group matched.
  mutating func reference(to number: Int, from start: Int) throws(PatternError) {
    guard number <= groups else { throw reader.refused("invalid group reference", at: start) }
    guard !openGroups.contains(number) else { throw reader.refused("cannot refer to an open group", at: start) }
    output += "\\g{\(number)}"
  }

  /// `(?(1)yes|no)`.
  private mutating func conditional(depth: Int, from start: Int) throws(PatternError) {
    guard let name = reader.read(upTo: ")") else { throw reader.refused("missing ), unterminated name") }
    guard let number = Int(name) ?? names[name], number > 0, number < Self.maximumGroups else {
      throw reader.refused("invalid group reference", at: start)
    }
    largestCondition = max(largestCondition, number)
    output += "(?(\(number))"
    let outer = flags
    let branches = try alternatives(depth: depth)
    flags = outer
    guard branches <= 2 else { throw reader.refused("conditional backref with more than two branches", at: start) }
    guard reader.skip(")") else { throw reader.refused("missing ), unterminated subpattern", at: start) }
    output += ")"
  }

  /// `(?i)` for the whole pattern, `(?i-s:…)` for a part.
  private mutating func flagged(_ first: Unicode.Scalar, depth: Int, from start: Int) throws(PatternError) -> Bool {
    var added: PatternFlags = []
    var removed: PatternFlags = []
    var isUnicode = false
    var isRemoving = false
    var next: Unicode.Scalar? = first
    while let letter = next, letter != ")", letter != ":" {
      if letter == "-", !isRemoving {
        isRemoving = true
      } else if let flag = PatternFlags.named(letter) {
        guard !isRemoving || (letter != "a" && letter != "u") else { throw reader.refused("bad inline flags", at: start) }
        isUnicode = isUnicode || letter == "u"
        if isRemoving { removed.formUnion(flag) } else { added.formUnion(flag) }
      } else {
        throw reader.refused("unknown flag", at: start)
      }
      next = reader.next()
    }
    guard let end = next else { throw reader.refused("missing -, : or )") }
    guard !isRemoving || end == ":", added.isDisjoint(with: removed), !isUnicode || !added.contains(.ascii) else {
      throw reader.refused("bad inline flags", at: start)
    }
    if end == ")" {
      declared.formUnion(added)
      return false
    }
    let outer = flags
    flags = flags.union(added).subtracting(removed)
    if isUnicode { flags.remove(.ascii) }
    let change = flags.contains(.ignoreCase) == outer.contains(.ignoreCase) ? "" : flags.contains(.ignoreCase) ? "i" : "-i"
    try enclosed("(?\(change):", depth: depth, from: start)
    flags = outer
    return true
  }
}
