internal import ModelFormat
package import Shared

/// Whether a generation is what was published, as far as that can be told from what is there. Blocks, for as long as reading all of it takes.
package struct GenerationVerification: Sendable {
  /// More faults than this are only counted.
  private static let maximumFaults = 20

  /// What is wrong, each in a sentence; empty when nothing is.
  package private(set) var faults: [String] = []
  /// Whether every file's content was compared; otherwise their presence alone.
  package private(set) var isExact = false

  package init(
    _ id: GenerationID, in directory: ModelDirectory, cancellation: CancellationFlag = CancellationFlag()
  ) throws(SyncFailure) {
    let generation: PublishedGeneration
    do { generation = try directory.generation(id) } catch {
      faults = ["\(error)"]
      return
    }
    if generation.record.id != id {
      faults.append("\(GenerationRecord.fileName) is that of another generation, \(generation.record.id)")
    }
    do {
      _ = try ArchiveVerification.verify(generation.directory)
    } catch {
      faults.append("\(error)")
    }
    do throws(ModelFormatError) {
      guard let published = try TreeManifest.published(with: generation.directory) else { return }
      isExact = true
      let differences = published.differences(from: try Self.now(generation, cancellation))
      faults += differences.prefix(Self.maximumFaults)
      if differences.count > Self.maximumFaults { faults.append("\(differences.count - Self.maximumFaults) more files differ") }
    } catch {
      faults.append("\(error)")
    }
    if cancellation.isRaised { throw .cancelled }
  }

  private static func now(
    _ generation: PublishedGeneration, _ cancellation: CancellationFlag
  ) throws(ModelFormatError) -> TreeManifest {
    do { return try TreeManifest(of: generation.directory, cancellation: cancellation) } catch {
      throw .unreadable(file: "the folder", reason: "\(error)")
    }
  }
}
