package import ModelFormat
package import NLU
package import Shared
package import SystemPackage

/// Makes a `LoadedModel` from what lies on disk. Everything here blocks: call it through `BlockingWork`.
package struct ModelLoader: Sendable {
  /// Makes what answers of an unpacked model.
  package typealias Build = @Sendable (ModelReader) -> Result<ModelContent, ModelFormatError>

  /// A model, and the acceptance tests that it carries.
  package struct Loaded: Sendable {
    package let model: LoadedModel
    package let tests: AcceptanceTests?
  }

  private let temporaryFolder: FilePath
  private let build: Build
  private let onEnd: @Sendable () -> Void

  /// - Parameters:
  ///   - temporaryFolder: archives are unpacked below it, and removed once they are loaded.
  ///   - onEnd: called whenever a loaded model is not used any more.
  package init(
    temporaryFolder: FilePath, build: @escaping Build, onEnd: @escaping @Sendable () -> Void = {}
  ) {
    self.temporaryFolder = temporaryFolder
    self.build = build
    self.onEnd = onEnd
  }

  /// Loads and warms up.
  package func load(_ candidate: ModelCandidate, cancellation: CancellationFlag) throws(ModelLoadError) -> Loaded {
    switch candidate.content {
    case .folder(let folder):
      return try load(folder, of: candidate)
    case .archive(let archive):
      let temporary = try TemporaryFolder(in: temporaryFolder)
      defer { temporary.remove() }
      return try load(archive, unpackedInto: temporary.path.appending("model"), of: candidate, cancellation)
    }
  }

  private func load(
    _ archive: FilePath, unpackedInto folder: FilePath, of candidate: ModelCandidate, _ cancellation: CancellationFlag
  ) throws(ModelLoadError) -> Loaded {
    do {
      _ = try ModelArchive.unpack(archive, into: folder, cancellation: cancellation)
    } catch .cancelled {
      throw .cancelled
    } catch {
      throw .archive(error)
    }
    guard !cancellation.isRaised else { throw .cancelled }
    return try load(folder, of: candidate)
  }

  private func load(_ folder: FilePath, of candidate: ModelCandidate) throws(ModelLoadError) -> Loaded {
    let tests: AcceptanceTests?
    do { tests = try AcceptanceTests.carried(by: folder) } catch { throw .unusableTests(error) }
    do {
      _ = try ArchiveVerification.verify(folder)
      let reader = try ModelReader(directory: folder)
      let content = try build(reader).get()
      content.warmUp()
      let model = LoadedModel(
        content: content, fileName: candidate.fileName, generation: candidate.generation, version: candidate.version, onEnd: onEnd)
      return Loaded(model: model, tests: tests)
    } catch {
      throw .format(error)
    }
  }
}
