/// Reads one YAML document through libyaml, and resolves what needs the whole of it: anchors, aliases, `<<`.
///
/// Refused: duplicate keys and anchors, keys that are no scalars, tags beyond the core types, recursive aliases, a second document,
/// and whatever is deeper, larger or, once its aliases are written out, larger than ``YAMLLimits`` allow.
public struct YAMLParser: ~Copyable {
  /// A node with what its expansion costs.
  struct Composed {
    let node: YAMLNode
    let expandedBytes: Int
    /// Levels of nesting inside; 0 for a scalar.
    let height: Int
  }

  private struct Anchor {
    let position: YAMLPosition
    /// `nil` while the value is still being read.
    var value: Composed?
  }

  private var events: YAMLEvents
  private let file: String
  private let limits: YAMLLimits
  private let substitution: EnvironmentSubstitution?
  private var anchors: [String: Anchor] = [:]

  private init(_ bytes: UnsafeBufferPointer<UInt8>, file: String, environment: [String: String]?, limits: YAMLLimits) {
    events = YAMLEvents(bytes, file: file)
    self.file = file
    self.limits = limits
    substitution = environment.map { EnvironmentSubstitution(environment: $0) }
  }

  /// The document that `bytes` hold; `nil` when they hold none, because they are empty or comments only.
  /// - Parameters:
  ///   - file: what errors call the text.
  ///   - environment: the variables for `${NAME}`; `nil` leaves such text alone. See ``EnvironmentSubstitution``.
  public static func parse(
    _ bytes: [UInt8], file: String, environment: [String: String]? = nil, limits: YAMLLimits = YAMLLimits()
  ) throws(YAMLError) -> YAMLNode? {
    guard bytes.count <= limits.maximumBytes else {
      throw YAMLError(.tooLarge(limit: limits.maximumBytes), file: file, at: YAMLPosition(line: 1, column: 1))
    }
    let result: Result<YAMLNode?, YAMLError> = bytes.withUnsafeBufferPointer { buffer in
      var parser = YAMLParser(buffer, file: file, environment: environment, limits: limits)
      return Result { () throws(YAMLError) in try parser.document() }
    }
    return try result.get()
  }

  private mutating func document() throws(YAMLError) -> YAMLNode? {
    guard case .documentStart = try events.next() else { return nil }
    let root = try compose(try events.next(), depth: 0)
    guard case .streamEnd = try events.next() else { throw error(.severalDocuments) }
    return root.node
  }

  private mutating func compose(_ event: YAMLEvent, depth: Int) throws(YAMLError) -> Composed {
    guard depth <= limits.maximumDepth else { throw error(.tooDeep(limit: limits.maximumDepth)) }
    let position = events.position
    switch event {
    case .alias(let name): return try resolve(name, depth: depth)
    case .scalar(let text, let isPlain, let anchor, let tag):
      try reserve(anchor, at: position)
      let scalar = try scalar(text, isPlain: isPlain, tag: tag, at: position)
      return define(anchor, Composed(node: .scalar(scalar), expandedBytes: 16 + scalar.text.utf8.count, height: 0), at: position)
    case .sequenceStart(let anchor, let tag):
      try check(tag, allowing: "tag:yaml.org,2002:seq")
      try reserve(anchor, at: position)
      return define(anchor, try sequence(depth: depth, at: position), at: position)
    case .mappingStart(let anchor, let tag):
      try check(tag, allowing: "tag:yaml.org,2002:map")
      try reserve(anchor, at: position)
      return define(anchor, try mapping(depth: depth, at: position), at: position)
    case .documentStart, .end, .streamEnd: throw error(.syntax("a value is missing"))
    }
  }

  private mutating func sequence(depth: Int, at position: YAMLPosition) throws(YAMLError) -> Composed {
    var elements: [YAMLNode] = []
    var cost = YAMLCost(limits: limits)
    while true {
      let event = try events.next()
      if case .end = event { break }
      let element = try compose(event, depth: depth + 1)
      guard cost.add(element) else { throw error(.tooMuchThroughAliases(limit: limits.maximumExpandedBytes)) }
      elements.append(element.node)
    }
    return cost.total(of: .sequence(elements, at: position))
  }

  private mutating func mapping(depth: Int, at position: YAMLPosition) throws(YAMLError) -> Composed {
    var members = YAMLMembers()
    var cost = YAMLCost(limits: limits)
    while true {
      let event = try events.next()
      if case .end = event { break }
      let key = try compose(event, depth: depth + 1)
      guard case .scalar(let scalar) = key.node else { throw error(.keyIsNoScalar, at: key.node.position) }
      let keyPosition = scalar.position
      let value = try compose(try events.next(), depth: depth + 1)
      guard cost.add(key), cost.add(value) else { throw error(.tooMuchThroughAliases(limit: limits.maximumExpandedBytes)) }
      if let first = members.firstPosition(of: scalar) { throw error(.duplicateKey(scalar.text, first: first), at: keyPosition) }
      guard members.add(scalar, value.node) else { throw error(.malformedMerge, at: value.node.position) }
    }
    return cost.total(of: .mapping(members.merged, at: position))
  }

  private mutating func scalar(_ text: String, isPlain: Bool, tag: String?, at position: YAMLPosition) throws(YAMLError) -> YAMLScalar {
    if isPlain, tag == nil, let substitution {
      switch substitution.expand(text) {
      case .unchanged: break
      case .expanded(let text): return YAMLScalar(text: text, style: .text, tag: nil, position: position)
      case .unset(let name): throw error(.unsetVariable(name), at: position)
      }
    }
    // The non-specific tag `!` changes nothing for Rasa's reader.
    let specific = tag == "!" ? nil : tag
    let known = specific.flatMap { YAMLTag(rawValue: $0) }
    if let specific, known == nil { throw error(.unsupportedTag(specific), at: position) }
    let scalar = YAMLScalar(text: text, style: isPlain ? .plain : .text, tag: known, position: position)
    if let specific, !scalar.fitsTag { throw error(.valueDoesNotFitTag(specific), at: position) }
    return scalar
  }

  private func error(_ reason: YAMLError.Reason, at position: YAMLPosition? = nil) -> YAMLError {
    YAMLError(reason, file: file, at: position ?? events.position)
  }

  private func check(_ tag: String?, allowing allowed: String) throws(YAMLError) {
    if let tag, tag != "!", tag != allowed { throw error(.unsupportedTag(tag)) }
  }
}

// Anchors
extension YAMLParser {
  private mutating func reserve(_ name: String?, at position: YAMLPosition) throws(YAMLError) {
    guard let name else { return }
    if let first = anchors[name] { throw error(.duplicateAnchor(name, first: first.position), at: position) }
    anchors[name] = Anchor(position: position, value: nil)
  }

  private mutating func define(_ name: String?, _ value: Composed, at position: YAMLPosition) -> Composed {
    if let name { anchors[name] = Anchor(position: position, value: value) }
    return value
  }

  private func resolve(_ name: String, depth: Int) throws(YAMLError) -> Composed {
    guard let anchor = anchors[name] else { throw error(.undefinedAlias(name)) }
    guard let value = anchor.value else { throw error(.recursiveAlias(name)) }
    guard depth + value.height <= limits.maximumDepth else { throw error(.tooDeep(limit: limits.maximumDepth)) }
    return value
  }
}
