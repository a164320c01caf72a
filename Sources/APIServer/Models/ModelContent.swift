package import Dialogue

/// What an unpacked model becomes: one part for messages alone, one for conversations.
package struct ModelContent: Sendable {
  package let parser: any MessageParser
  package let dialogue: DialogueModel

  package init(parser: any MessageParser, dialogue: DialogueModel) {
    self.parser = parser
    self.dialogue = dialogue
  }

  /// Makes the first real message and turn as fast as later ones. Blocks.
  package func warmUp() {
    parser.warmUp()
    guard let policies = dialogue.policies else { return }
    var tracker = Tracker(senderID: "", domain: dialogue.domain)
    tracker.update(Event(.sessionStarted))
    tracker.update(.action(DefaultAction.listen))
    _ = try? policies.predict(tracker)
  }
}
