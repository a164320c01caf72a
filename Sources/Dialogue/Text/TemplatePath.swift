import JSON

/// The name of a field in a Python template: which value, and what of it, such as `0[name][3]`.
struct TemplatePath {
  enum Start: Equatable {
    /// An argument that is passed by name.
    case name
    case number(Int)
    /// Python counts by itself.
    case nothing
  }

  let start: Start
  private let keys: [Key]

  private enum Key {
    case text(String)
    case number(Int)
    case attribute
    /// Seen where it is used, as Python reads a path step by step.
    case malformed(String)
  }

  init(_ name: ArraySlice<Unicode.Scalar>) throws(TemplateError) {
    let split = name.firstIndex { $0 == "." || $0 == "[" } ?? name.endIndex
    let first = name[..<split]
    start = first.isEmpty ? .nothing : try Self.number(first).map { .number($0) } ?? .name
    keys = Self.keys(name[split...])
  }

  /// What the path leads to.
  func value(in argument: JSONValue) throws(TemplateError) -> JSONValue {
    var value = argument
    for key in keys { value = try Self.step(key, in: value) }
    return value
  }

  private static func step(_ key: Key, in value: JSONValue) throws(TemplateError) -> JSONValue {
    switch (key, value) {
    case (.text(let key), .object(let members)):
      guard let member = members[key] else { throw .missingKey }
      return member
    case (.number, .object): throw .missingKey
    case (.number(let index), .array(let elements)) where index < elements.count: return elements[index]
    case (.number(let index), .string(let text)) where index < text.unicodeScalars.count:
      return .string(String(Character(text.unicodeScalars[text.unicodeScalars.index(text.unicodeScalars.startIndex, offsetBy: index)])))
    case (.malformed(let reason), _): throw .malformed(reason)
    default: throw .malformed("a field asks for a part that a value does not have")
    }
  }

  private static func keys(_ name: ArraySlice<Unicode.Scalar>) -> [Key] {
    var keys: [Key] = []
    var rest = name
    while let scalar = rest.popFirst() {
      if scalar == "." {
        let attribute = rest.prefix { $0 != "." && $0 != "[" }
        rest = rest[attribute.endIndex...]
        keys.append(attribute.isEmpty ? .malformed("a field has an empty attribute") : .attribute)
      } else if scalar == "[", let end = rest.firstIndex(of: "]") {
        let key = rest[..<end]
        rest = rest[(end + 1)...]
        keys.append(key.isEmpty ? .malformed("a field has an empty attribute") : self.key(key))
      } else {
        keys.append(.malformed(scalar == "[" ? "a bracket is not closed" : "something follows a closing bracket"))
        break
      }
    }
    return keys
  }

  private static func key(_ scalars: ArraySlice<Unicode.Scalar>) -> Key {
    do throws(TemplateError) {
      return try number(scalars).map { .number($0) } ?? .text(String(String.UnicodeScalarView(scalars)))
    } catch {
      return .malformed(error.description)
    }
  }

  /// The number that decimal digits of any script are; `nil` for anything else.
  private static func number(_ scalars: ArraySlice<Unicode.Scalar>) throws(TemplateError) -> Int? {
    var number = 0
    for scalar in scalars {
      guard scalar.properties.numericType == .decimal, let digit = scalar.properties.numericValue else { return nil }
      let (tens, overflows) = number.multipliedReportingOverflow(by: 10)
      let (sum, alsoOverflows) = tens.addingReportingOverflow(Int(digit))
      guard !overflows, !alsoOverflows else { throw .malformed("a field has a number that is too large") }
      number = sum
    }
    return number
  }
}
