public import SystemPackage

/// A generation that is whole on disk. Its folder never changes; pruning may remove it once it is no longer current.
public struct PublishedGeneration: Sendable, Equatable {
  public let id: GenerationID
  /// The folder of the unpacked model. It does not lead through `current`, so it means the same model for good.
  public let directory: FilePath
  public let record: GenerationRecord

  public init(id: GenerationID, directory: FilePath, record: GenerationRecord) {
    self.id = id
    self.directory = directory
    self.record = record
  }
}
