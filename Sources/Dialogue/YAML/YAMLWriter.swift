/// Writes YAML as Rasa does: block style, two spaces, lists no deeper than their key, only empty lists and objects in flow style.
///
///     YAMLWriter.text(of: [YAMLMember("steps", .list([.text("yes"), .text("12")]))])
///     // steps:
///     // - yes
///     // - '12'
///
/// The text is that of ruamel.yaml 0.17.21 with a width of 4096 and YAML 1.2; it was held against 39,000 random documents. libyaml's
/// emitter cannot stand in, as it quotes texts with line breaks or apostrophes in another way. Python's values may also hold integers
/// of more than 64 bits and halves of surrogate pairs, which JSON values here cannot.
struct YAMLWriter {
  /// Longer lines are broken at single spaces.
  static let width = 4096
  /// A longer key is written behind a question mark.
  private static let longestSimpleKey = 122

  private(set) var output: [Unicode.Scalar] = []
  /// How many scalars the line has so far; a block's lines do not count.
  private(set) var column = 0
  /// Whether the last thing that was written is white space.
  private var endsInSpace = true
  /// Whether the line so far is nothing but indentation and the dashes, colons and question marks that count as such.
  private var isIndentation = true
  /// Whether the document ends in a block that keeps all of its line breaks, so that its end has to be marked.
  private var isOpenEnded = false

  private init() {}

  /// A document that is an object with these members.
  static func text(of members: [YAMLMember]) -> String {
    var writer = YAMLWriter()
    if members.isEmpty { writer.empty("{", "}") } else { writer.map(members, indent: 0) }
    writer.startLine(indent: 0)
    if writer.isOpenEnded {
      writer.indicator("...", afterSpace: true)
      writer.startLine(indent: 0)
    }
    return String(String.UnicodeScalarView(writer.output))
  }

  /// - Parameter indent: of what the value stands in.
  private mutating func value(_ value: YAMLValue, indent: Int, isElement: Bool) {
    switch value {
    case .list(let elements) where elements.isEmpty: empty("[", "]")
    case .map(let members) where members.isEmpty: empty("{", "}")
    case .list(let elements):
      // The dashes of a list stand under the key, unless the line has nothing but indentation.
      let isFlush = !isElement && !isIndentation
      list(elements, indent: isFlush ? indent : indent + 2)
    case .map(let members): map(members, indent: indent + 2)
    default:
      if isElement { startLine(indent: indent + 2) }
      scalar(YAMLScalar(value), indent: indent + 2)
    }
  }

  private mutating func list(_ elements: [YAMLValue], indent: Int) {
    for element in elements {
      startLine(indent: indent)
      indicator("-", afterSpace: true, isIndentation: true)
      value(element, indent: indent, isElement: true)
    }
  }

  private mutating func map(_ members: [YAMLMember], indent: Int) {
    for member in members {
      startLine(indent: indent)
      let key = YAMLText(member.key)
      if key.scalars.count <= Self.longestSimpleKey, !key.hasBreaks {
        scalar(YAMLScalar(key: key), indent: indent + 2)
        indicator(":", afterSpace: false)
      } else {
        indicator("?", afterSpace: true, isIndentation: true)
        scalar(YAMLScalar(.text(member.key)), indent: indent + 2)
        startLine(indent: indent)
        indicator(":", afterSpace: true, isIndentation: true)
      }
      value(member.value, indent: indent, isElement: false)
    }
  }

  private mutating func empty(_ open: String, _ close: String) {
    indicator(open, afterSpace: true)
    indicator(close, afterSpace: false)
    breakLine()
  }
}

extension YAMLWriter {
  /// Writes a sign that has a meaning.
  /// - Parameters:
  ///   - afterSpace: whether white space has to precede it.
  ///   - isIndentation: whether something may follow as if it were the first of its line.
  mutating func indicator(_ text: String, afterSpace: Bool, isIndentation: Bool = false) {
    if afterSpace { space() }
    write(text.unicodeScalars)
    endsInSpace = false
    self.isIndentation = self.isIndentation && isIndentation
    isOpenEnded = false
  }

  /// Sees to it that the next thing stands at `indent`, on a new line if need be.
  mutating func startLine(indent: Int) {
    if !isIndentation || column > indent || (column == indent && !endsInSpace) { breakLine() }
    guard column < indent else { return }
    endsInSpace = true
    write(repeatElement(" ", count: indent - column))
  }

  mutating func breakLine(_ scalar: Unicode.Scalar = "\n") {
    output.append(scalar)
    column = 0
    endsInSpace = true
    isIndentation = true
  }

  mutating func space() { if !endsInSpace { write(CollectionOfOne(" ")) } }

  mutating func write(_ scalars: some Sequence<Unicode.Scalar>) {
    let count = output.count
    output.append(contentsOf: scalars)
    column += output.count - count
  }

  /// A block's line, whose length does not count.
  mutating func writeUncounted(_ scalars: some Sequence<Unicode.Scalar>) { output.append(contentsOf: scalars) }

  /// What follows is part of a text.
  mutating func markAsText() {
    endsInSpace = false
    isIndentation = false
  }

  mutating func markAsOpenEnded() { isOpenEnded = true }
}
