/// Replaces `${NAME}` in YAML scalars by the environment's variables, as Rasa does.
///
/// Only scalars without quotes that hold a `${…}` are touched: `"${NAME}"` in quotes stays as it is. In such a scalar `$NAME` counts too.
/// What a variable holds is not looked at again, and the result is always text: `${PORT}` is `"5005"`, not a number.
///
/// A `${NAME}` that is not set is an error wherever it stands, and so is a word that begins with `$NAME`. (Rasa notices only words
/// that begin with `$`, and would keep `x${NAME}` as it stands.) There are no defaults: `${NAME:-default}` names no variable.
public struct EnvironmentSubstitution: Sendable {
  /// What became of a scalar.
  public enum Outcome: Sendable, Equatable {
    /// It holds no `${…}`.
    case unchanged
    case expanded(String)
    /// The variable of this name is not set.
    case unset(String)
  }

  private let environment: [String: String]

  public init(environment: [String: String]) { self.environment = environment }

  /// Expands one unquoted scalar.
  public func expand(_ text: String) -> Outcome {
    guard Self.holdsBraces(text) else { return .unchanged }
    var result = ""
    var rest = text.unicodeScalars[...]
    var startsWord = true
    while let first = rest.first {
      guard first == "$", let reference = Self.reference(in: rest) else {
        startsWord = first.properties.isWhitespace
        result.unicodeScalars.append(first)
        rest.removeFirst()
        continue
      }
      if let value = environment[reference.name] {
        result += value
      } else if reference.isBraced || startsWord {
        return .unset(reference.name)
      } else {
        result += "$" + reference.name
      }
      startsWord = false
      rest = rest.dropFirst(reference.length)
    }
    return .expanded(result)
  }

  /// Whether there is a `${` with a `}` behind it on the same line, and the text is one line.
  private static func holdsBraces(_ text: String) -> Bool {
    let bytes = text.utf8
    guard !bytes.contains(UInt8(ascii: "\n")), let last = bytes.lastIndex(of: UInt8(ascii: "}")) else { return false }
    var previous: UInt8 = 0
    for byte in bytes[..<last] {
      if previous == UInt8(ascii: "$"), byte == UInt8(ascii: "{") { return true }
      previous = byte
    }
    return false
  }

  /// The variable that a text beginning with `$` refers to, and how many scalars that takes.
  private static func reference(in text: Substring.UnicodeScalarView) -> (name: String, isBraced: Bool, length: Int)? {
    let rest = text.dropFirst()
    if rest.first == "{" {
      guard let end = rest.firstIndex(of: "}") else { return nil }
      let name = String(rest[..<end].dropFirst())
      return (name, true, name.unicodeScalars.count + 3)
    }
    let name = String(rest.prefix { $0.isASCII && ($0 == "_" || $0.properties.isAlphabetic || $0.properties.numericType != nil) })
    return name.isEmpty ? nil : (name, false, name.unicodeScalars.count + 1)
  }
}
