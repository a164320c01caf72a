internal import Dialogue

/// What an `action` of a story may be: an action, or an event of the same name.
enum StoryEvents {
  static func named(_ name: String) -> [Event] {
    switch name {
    case "restart": [Event(.restart)]
    case "rewind": [Event(.rewind)]
    case "undo": [Event(.undo)]
    case "reset_slots": [Event(.resetSlots)]
    case "pause": [Event(.pause)]
    case "resume": [Event(.resume)]
    case "session_started": [Event(.sessionStarted)]
    // A slot without a name is none.
    case "slot": []
    default: [.action(name)]
    }
  }
}
