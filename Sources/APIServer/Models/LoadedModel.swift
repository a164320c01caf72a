package import Dialogue
package import Shared

/// A model that is ready to answer. It never changes: a request takes it once and keeps it to its end, so a swap in
/// between never mixes two models.
///
/// It is a class so that its end can be noticed: memory goes back to the system once the last request that used it is over.
package final class LoadedModel: Sendable {
  package let content: ModelContent
  /// The archive's name, which Rasa's `/status` calls `model_file`.
  package let fileName: String
  /// The generation that ModelSync published; `nil` for an archive.
  package let generation: GenerationID?
  /// The candidate's version; `nil` for one that was made by hand.
  package let version: Fingerprint?
  private let onEnd: @Sendable () -> Void

  /// - Parameter onEnd: called when nobody uses the model any more.
  package init(
    content: ModelContent, fileName: String, generation: GenerationID?, version: Fingerprint? = nil,
    onEnd: @escaping @Sendable () -> Void = {}
  ) {
    self.content = content
    self.fileName = fileName
    self.generation = generation
    self.version = version
    self.onEnd = onEnd
  }

  deinit { onEnd() }

  package var parser: any MessageParser { content.parser }
  package var dialogue: DialogueModel { content.dialogue }
  /// `model_id` of the training run.
  package var modelID: String { content.dialogue.modelID }
}
