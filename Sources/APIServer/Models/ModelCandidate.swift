package import Shared
package import SystemPackage

/// A model that is there to be loaded.
package struct ModelCandidate: Sendable, Equatable {
  /// What lies there.
  package enum Content: Sendable, Equatable {
    /// The folder of an unpacked model.
    case folder(FilePath)
    /// A `.tar.gz`.
    case archive(FilePath)
  }

  package let content: Content
  /// The archive's name, for display.
  package let fileName: String
  package let generation: GenerationID?
  /// Equal for two looks that would load the same bytes.
  package let version: Fingerprint

  package init(content: Content, fileName: String, generation: GenerationID? = nil, version: Fingerprint) {
    self.content = content
    self.fileName = fileName
    self.generation = generation
    self.version = version
  }

  /// What logs and failures call it.
  package var name: String { generation.map { "generation \($0)" } ?? fileName }
}
