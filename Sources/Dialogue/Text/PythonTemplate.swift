import JSON

/// `template.format(argument)` of Python, for one argument.
///
/// Attributes and format specifications are errors here: Rasa's templates reach them only by accident, and what they give there
/// (an object's address, for one) is no answer that a bot could depend on.
struct PythonTemplate {
  private let text: [Unicode.Scalar]
  private let argument: JSONValue
  private var position = 0
  /// Whether fields are numbered, by Python or by themselves; mixing is an error.
  private var isNumbered: Bool?
  private var nextNumber = 0

  /// How deep fields may stand inside of fields.
  private static let maximumDepth = 2

  init(_ text: [Unicode.Scalar], argument: JSONValue) {
    self.text = text
    self.argument = argument
  }

  /// - Throws: `TemplateError`.
  mutating func formatted() throws(TemplateError) -> String {
    String(String.UnicodeScalarView(try formatted(upTo: text.count, depth: Self.maximumDepth)))
  }

  private mutating func formatted(upTo end: Int, depth: Int) throws(TemplateError) -> [Unicode.Scalar] {
    guard depth > 0 else { throw .malformed("fields stand inside of each other too deep") }
    var result: [Unicode.Scalar] = []
    while position < end {
      let scalar = text[position]
      position += 1
      guard scalar == "{" || scalar == "}" else {
        result.append(scalar)
        continue
      }
      if position < end, text[position] == scalar {
        position += 1
        result.append(scalar)
      } else if scalar == "{", position < end {
        result += try field(upTo: end, depth: depth)
      } else {
        throw .malformed("there is a single brace")
      }
    }
    return result
  }

  /// What stands for the field that begins here.
  private mutating func field(upTo end: Int, depth: Int) throws(TemplateError) -> [Unicode.Scalar] {
    let field = try TemplateField(text, from: position, to: end)
    position = field.end
    let value = try value(of: field)
    let shown = try PythonTemplate.converted(value, field.conversion)
    guard let specification = field.specification else { return shown }
    position = specification.lowerBound
    // Without fields inside, braces of a specification are what they are.
    let isEmpty = field.hasInnerFields ? try formatted(upTo: specification.upperBound, depth: depth - 1).isEmpty : specification.isEmpty
    position = field.end
    guard isEmpty else { throw .malformed("a value has a format specification") }
    return shown
  }

  private static func converted(_ value: JSONValue, _ conversion: Unicode.Scalar?) throws(TemplateError) -> [Unicode.Scalar] {
    switch conversion {
    case nil, "s": return Array(PythonFormat.text(of: value).unicodeScalars)
    case "r": return Array(PythonFormat.representation(of: value).unicodeScalars)
    default: throw .malformed("a value has an unknown conversion")
    }
  }

  private mutating func value(of field: TemplateField) throws(TemplateError) -> JSONValue {
    let path = try TemplatePath(text[field.name])
    switch path.start {
    case .name: throw .missingKey
    case .number(let number): try use(number: number, isNumbered: false)
    case .nothing:
      try use(number: nextNumber, isNumbered: true)
      nextNumber += 1
    }
    return try path.value(in: argument)
  }

  private mutating func use(number: Int, isNumbered: Bool) throws(TemplateError) {
    guard self.isNumbered ?? isNumbered == isNumbered else { throw .malformed("fields with and without a number are mixed") }
    self.isNumbered = isNumbered
    guard number == 0 else { throw .malformed("a field has a number that there is no value for") }
  }
}
