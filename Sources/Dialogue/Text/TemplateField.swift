/// A field of a Python template: `name!conversion:specification}`.
struct TemplateField {
  let name: Range<Int>
  private(set) var conversion: Unicode.Scalar?
  private(set) var specification: Range<Int>?
  private(set) var hasInnerFields = false
  /// The place behind the closing brace.
  private(set) var end: Int

  /// Reads the field that begins behind an opening brace.
  /// - Throws: `TemplateError` for a field that does not end.
  init(_ text: [Unicode.Scalar], from start: Int, to limit: Int) throws(TemplateError) {
    var position = start
    var stop: Unicode.Scalar?
    while position < limit, stop == nil {
      let scalar = text[position]
      position += 1
      switch scalar {
      case "{": throw .malformed("there is an opening brace in the name of a field")
      // Whatever stands in brackets belongs to the name.
      case "[": position = text[position..<limit].firstIndex(of: "]") ?? limit
      case "}", ":", "!": stop = scalar
      default: break
      }
    }
    guard let stop else { throw .malformed("a field does not end") }
    name = start..<(position - 1)
    end = position
    if stop == "!" {
      guard position < limit else { throw .malformed("a field ends before its conversion") }
      conversion = text[position]
      position += 1
      if position < limit {
        let next = text[position]
        position += 1
        end = position
        if next == "}" { return }
        guard next == ":" else { throw .malformed("something follows the conversion of a field") }
      }
    }
    if stop != "}" { try readSpecification(text, from: position, to: limit) }
  }

  private mutating func readSpecification(_ text: [Unicode.Scalar], from start: Int, to limit: Int) throws(TemplateError) {
    var open = 1
    for position in start..<limit {
      if text[position] == "{" {
        hasInnerFields = true
        open += 1
      } else if text[position] == "}" {
        open -= 1
        guard open == 0 else { continue }
        specification = start..<position
        end = position + 1
        return
      }
    }
    throw .malformed("the format specification of a field does not end")
  }
}
