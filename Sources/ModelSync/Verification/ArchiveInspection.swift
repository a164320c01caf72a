package import ModelFormat
package import Shared
package import SystemPackage

/// What a download goes through before it is published, for an archive that is a file.
package struct ArchiveInspection: Sendable {
  package let metadata: ModelMetadata
  package let unpacked: UnpackedArchive

  /// Unpacks the archive into a scratch folder and verifies it there.
  package static func inspect(_ archive: FilePath, limits: ArchiveLimits) async throws(SyncFailure) -> ArchiveInspection {
    try await ScratchFolder.with { (folder) async throws(SyncFailure) in
      try await inspect(archive, in: folder, limits: limits)
    }
  }

  /// The same in a folder of the caller's.
  static func inspect(_ archive: FilePath, in folder: FilePath, limits: ArchiveLimits) async throws(SyncFailure) -> ArchiveInspection {
    let model = folder.appending("model")
    return try await BlockingWork.run { cancellation throws(SyncFailure) in
      let unpacked: UnpackedArchive
      do throws(ArchiveError) { unpacked = try ModelArchive.unpack(archive, into: model, limits: limits, cancellation: cancellation) } catch
      {
        throw error == .cancelled ? .cancelled : .archive(error)
      }
      let metadata: ModelMetadata
      do throws(ModelFormatError) { metadata = try ArchiveVerification.verify(model) } catch { throw .model(error) }
      do throws(ConfigurationError) { _ = try AcceptanceTests.carried(by: model) } catch { throw .acceptanceTests(error) }
      try Staging.checkNames(in: model)
      return ArchiveInspection(metadata: metadata, unpacked: unpacked)
    }
  }
}
