internal import Dialogue
internal import JSON

/// `repr(value)` in one line, but with the keys in their order, as long as it is not too long.
struct PythonLine {
  private let limit: Int
  private var text = ""
  private var length = 0

  private init(limit: Int) { self.limit = limit }

  /// The line; `nil` when it has more than `limit` characters. No more than that is looked at.
  static func of(_ value: JSONValue, atMost limit: Int) -> String? {
    var line = PythonLine(limit: limit)
    return line.add(value) ? line.text : nil
  }

  static func sorted(_ members: JSONObject) -> [(key: String, value: JSONValue)] {
    members.members.sorted { Name($0.key) < Name($1.key) }
  }

  /// Returns whether it has found room.
  private mutating func add(_ value: JSONValue) -> Bool {
    switch value {
    case .object(let members):
      // Each needs more than one character, and to sort them costs more than to count them.
      guard members.count <= limit, add("{") else { return false }
      for (index, member) in Self.sorted(members).enumerated() {
        guard index == 0 || add(", "), add(.string(member.key)), add(": "), add(member.value) else { return false }
      }
      return add("}")
    case .array(let elements):
      guard elements.count <= limit, add("[") else { return false }
      for (index, element) in elements.enumerated() {
        guard index == 0 || add(", "), add(element) else { return false }
      }
      return add("]")
    case .string(let string):
      // No character has more than four bytes.
      return string.utf8.count / 4 <= limit && add(PythonFormat.representation(of: value))
    default: return add(PythonFormat.representation(of: value))
    }
  }

  private mutating func add(_ piece: String) -> Bool {
    text += piece
    length += PythonPrettyPrint.length(piece)
    return length <= limit
  }
}
