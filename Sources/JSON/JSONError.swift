/// Why a text is not JSON, and where. The text itself never appears in the description: it may be a user's message.
public struct JSONError: Error, Equatable, CustomStringConvertible {
  /// What was wrong.
  public enum Reason: Sendable, Equatable {
    case unexpectedEnd
    case unexpectedByte
    case trailingBytes
    case tooDeep(limit: Int)
    case tooManyValues(limit: Int)
    case invalidNumber
    case invalidEscape
    case invalidUTF8
    case controlCharacter
  }

  public let reason: Reason
  /// Where it was noticed, in bytes from the start.
  public let offset: Int

  public init(_ reason: Reason, at offset: Int) {
    self.reason = reason
    self.offset = offset
  }

  public var description: String {
    let what =
      switch reason {
      case .unexpectedEnd: "the text ends too early"
      case .unexpectedByte: "there is an unexpected character"
      case .trailingBytes: "there is more text after the value"
      case .tooDeep(let limit): "values are nested deeper than \(limit) levels"
      case .tooManyValues(let limit): "there are more than \(limit) values"
      case .invalidNumber: "there is a malformed number"
      case .invalidEscape: "there is a malformed escape in a string"
      case .invalidUTF8: "there are bytes that are not UTF-8"
      case .controlCharacter: "there is a control character in a string"
      }
    return "malformed JSON: \(what) at byte \(offset)"
  }
}
