/// Why a text is not YAML that can be used, and where.
public struct YAMLError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What was wrong. Values never appear, since they may be secret; names of keys, anchors, tags and variables do.
  public enum Reason: Sendable, Equatable {
    /// The parser's own words.
    case syntax(String)
    case duplicateKey(String, first: YAMLPosition)
    case duplicateAnchor(String, first: YAMLPosition)
    case undefinedAlias(String)
    case recursiveAlias(String)
    case keyIsNoScalar
    case malformedMerge
    case unsupportedTag(String)
    case valueDoesNotFitTag(String)
    case severalDocuments
    case tooDeep(limit: Int)
    case tooLarge(limit: Int)
    case tooMuchThroughAliases(limit: Int)
    case unsetVariable(String)
  }

  public let reason: Reason
  public let file: String
  public let position: YAMLPosition

  public init(_ reason: Reason, file: String, at position: YAMLPosition) {
    self.reason = reason
    self.file = file
    self.position = position
  }

  public var description: String { "\(file), \(position): \(sentence)" }

  private var sentence: String {
    switch reason {
    case .syntax(let words): words
    case .duplicateKey(let key, let first): "the key \"\(key)\" stands here a second time; the first is at \(first)"
    case .duplicateAnchor(let name, let first): "the anchor &\(name) is defined a second time; the first is at \(first)"
    case .undefinedAlias(let name): "the alias *\(name) refers to an anchor that is not defined before it"
    case .recursiveAlias(let name): "the alias *\(name) lies inside the value that it refers to"
    case .keyIsNoScalar: "a key must be a single value, not a list or a mapping"
    case .malformedMerge: "<< takes a mapping or a list of mappings"
    case .unsupportedTag(let tag): "the tag \(tag) is not supported"
    case .valueDoesNotFitTag(let tag): "the value does not fit its tag \(tag)"
    case .severalDocuments: "a second document begins; there must be only one"
    case .tooDeep(let limit): "values are nested deeper than \(limit) levels"
    case .tooLarge(let limit): "the file is larger than \(limit) bytes"
    case .tooMuchThroughAliases(let limit): "its aliases expand to more than \(limit) bytes"
    case .unsetVariable(let name): "the environment variable \(name) is not set"
    }
  }
}
