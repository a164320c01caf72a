/// The runs of spaces, of line breaks and of everything else in a text, in their order.
struct YAMLTextParts: Sequence, IteratorProtocol {
  struct Part {
    enum Kind {
      case spaces
      case breaks
      case word
    }

    let kind: Kind
    let range: Range<Int>

    func isSingleSpace(in text: [Unicode.Scalar]) -> Bool { kind == .spaces && range.count == 1 }
  }

  private let text: [Unicode.Scalar]
  private var position = 0

  init(_ text: [Unicode.Scalar]) { self.text = text }

  mutating func next() -> Part? {
    guard position < text.count else { return nil }
    let start = position
    let kind = kind(of: text[start])
    while position < text.count, self.kind(of: text[position]) == kind { position += 1 }
    return Part(kind: kind, range: start..<position)
  }

  private func kind(of scalar: Unicode.Scalar) -> Part.Kind { scalar == " " ? .spaces : YAMLText.isBreak(scalar) ? .breaks : .word }
}
