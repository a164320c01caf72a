/// Why a conversation cannot be written as a story, in Rasa's words. They may quote what the user wrote: they belong into the answer,
/// not into a log.
public struct StoryError: Error, Sendable, Equatable, CustomStringConvertible {
  public let description: String

  init(_ description: String) { self.description = description }
}
