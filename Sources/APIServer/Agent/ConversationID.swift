package import Dialogue

/// Which conversation it is. Two are the same when they have the same code points, as in Rasa.
package struct ConversationID: Sendable, Hashable, CustomStringConvertible {
  package let name: Name

  package init(_ text: String) { name = Name(text) }

  package var text: String { name.text }
  package var description: String { text }

  /// Who speaks where a channel does not say.
  package static let standard = "default"
}
