public import JSON
import NLU

extension Slot {
  /// How many numbers predictions see of the slot; 0 for one that does not influence conversations.
  public var dimensions: Int {
    guard influencesConversation else { return 0 }
    switch kind {
    case .text, .list: return 1
    case .bool, .float: return 2
    case .categorical(let values): return values.count
    case .any: return 0
    }
  }

  /// What predictions see of a value. (dimensions)
  public func features(of value: JSONValue) -> [Double] {
    guard influencesConversation else { return [] }
    switch kind {
    case .text: return [value.isNull ? 0 : 1]
    case .list: return [isFilledList(value) ? 1 : 0]
    case .bool: return Self.truth(of: value).map { [1, $0 ? 1 : 0] } ?? [0, 0]
    case .float(let minimum, let maximum):
      guard let number = Self.number(value) else { return [0, 0] }
      // As Python's max(minimum, min(maximum, number)) does for what is no number.
      let capped = number < maximum ? number : maximum
      return [1, ((capped > minimum ? capped : minimum) - minimum) / abs(maximum - minimum)]
    case .categorical(let values):
      var features = [Double](repeating: 0, count: values.count)
      guard !value.isNull else { return features }
      let category = Name(Self.lowercased(PythonFormat.text(of: value)))
      if let place = values.firstIndex(of: category) ?? values.firstIndex(of: Self.otherCategory) { features[place] = 1 }
      return features
    case .any: return []
    }
  }

  private func isFilledList(_ value: JSONValue) -> Bool {
    switch value {
    case .array(let elements): !elements.isEmpty
    case .string(let text): !text.isEmpty
    case .object(let members): !members.isEmpty
    default: false
    }
  }

  /// `bool_from_any` in Rasa; `nil` where there is no truth to be had.
  private static func truth(of value: JSONValue) -> Bool? {
    switch value {
    case .bool(let flag): return flag
    case .integer(let number): return number == 1
    case .largeInteger: return false
    case .number(let number): return number == 1
    case .string(let text):
      if !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) { return Double(text) == 1 }
      switch lowercased(PythonText.strip(text)) {
      case "true": return true
      case "false": return false
      default: return nil
      }
    default: return nil
    }
  }

  /// `float(value)`; `nil` where Python raises an error.
  private static func number(_ value: JSONValue) -> Double? {
    switch value {
    case .bool(let flag): return flag ? 1 : 0
    case .integer, .largeInteger, .number: return value.double
    case .string(let text):
      let digits = PythonText.strip(text)
      // Swift also reads hexadecimal numbers.
      guard !digits.utf8.contains(where: { $0 == UInt8(ascii: "x") || $0 == UInt8(ascii: "X") || $0 == UInt8(ascii: "(") }) else {
        return nil
      }
      return Double(digits)
    default: return nil
    }
  }

  /// `text.lower()`.
  static func lowercased(_ text: String) -> String { PythonText.lower(text) }
}
