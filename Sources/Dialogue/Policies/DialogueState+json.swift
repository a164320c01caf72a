import JSON

/// Writes states as Rasa does to recognise them: Python's `json.dumps` with sorted keys.
struct StateText {
  private var bytes: [UInt8] = []
  /// Whether names and texts stand in quotes; memorised turns do without.
  private let isQuoted: Bool

  /// - Parameter limit: how long the text may become.
  /// - Returns: `nil` for a longer one.
  static func text(of states: [DialogueState], isQuoted: Bool, limit: Int) -> Name? {
    var text = StateText(isQuoted: isQuoted)
    text.byte("[")
    for (index, state) in states.enumerated() {
      if index > 0 { text.literal(", ") }
      text.write(state)
      if text.bytes.count > limit { return nil }
    }
    text.byte("]")
    return text.bytes.count > limit ? nil : Name(String(decoding: text.bytes, as: UTF8.self))
  }

  private init(isQuoted: Bool) { self.isQuoted = isQuoted }

  private mutating func write(_ state: DialogueState) {
    var members = Members()
    byte("{")
    if let loop = state.activeLoop {
      begin("active_loop", &members)
      object("name", loop)
    }
    switch state.previousAction {
    case .name(let name):
      begin("prev_action", &members)
      object("action_name", name)
    case .text(let text):
      begin("prev_action", &members)
      object("action_text", text)
    case nil: break
    }
    if !state.slots.isEmpty {
      begin("slots", &members)
      write(state.slots)
    }
    if let user = state.user {
      begin("user", &members)
      write(user)
    }
    byte("}")
  }

  private mutating func write(_ slots: [DialogueState.SlotFeatures]) {
    var members = Members()
    byte("{")
    for slot in slots.count == 1 ? slots : slots.sorted(by: { $0.slot < $1.slot }) {
      begin(slot.slot.text, &members)
      if let values = slot.values { list(values) { $0.number($1) } } else { string(shouldNotBeSet) }
    }
    byte("}")
  }

  private mutating func write(_ user: DialogueState.User) {
    var members = Members()
    byte("{")
    if !user.entities.isEmpty {
      begin("entities", &members)
      list(user.entities) { $0.string($1.text) }
    }
    if let intent = user.intent {
      begin("intent", &members)
      string(intent.text)
    }
    if let text = user.text {
      begin("text", &members)
      string(text.text)
    }
    byte("}")
  }
}

extension StateText {
  /// Whether an object has members yet.
  private struct Members { var isEmpty = true }

  private mutating func begin(_ key: String, _ members: inout Members) {
    if !members.isEmpty { literal(", ") }
    members.isEmpty = false
    string(key)
    literal(": ")
  }

  private mutating func object(_ key: StaticString, _ value: Name) {
    byte("{")
    string(String(describing: key))
    literal(": ")
    string(value.text)
    byte("}")
  }

  private mutating func list<Element>(_ elements: [Element], _ write: (inout StateText, Element) -> Void) {
    byte("[")
    for (index, element) in elements.enumerated() {
      if index > 0 { literal(", ") }
      write(&self, element)
    }
    byte("]")
  }

  private mutating func number(_ number: Double) {
    if number == 1 { return literal("1.0") }
    if number.isNaN { return literal("NaN") }
    if number.isInfinite { return literal(number < 0 ? "-Infinity" : "Infinity") }
    bytes.append(contentsOf: PythonFormat.representation(of: .number(number)).utf8)
  }

  private mutating func string(_ text: String) {
    if isQuoted { byte("\"") }
    for unit in text.utf16 {
      switch unit {
      // Where quotes are left out, of an escaped one only the backslash is left.
      case 0x22: literal(isQuoted ? "\\\"" : "\\")
      case 0x5C: literal("\\\\")
      case 0x0A: literal("\\n")
      case 0x0D: literal("\\r")
      case 0x09: literal("\\t")
      case 0x08: literal("\\b")
      case 0x0C: literal("\\f")
      case 0x20...0x7E: bytes.append(UInt8(truncatingIfNeeded: unit))
      default: escape(unit)
      }
    }
    if isQuoted { byte("\"") }
  }

  private mutating func escape(_ unit: UInt16) {
    literal("\\u")
    for shift in [12, 8, 4, 0] {
      let digit = UInt8(truncatingIfNeeded: unit >> UInt16(shift)) & 15
      bytes.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
    }
  }

  private mutating func byte(_ character: Unicode.Scalar) { bytes.append(UInt8(ascii: character)) }

  private mutating func literal(_ text: StaticString) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }
}
