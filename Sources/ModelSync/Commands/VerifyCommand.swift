package import ArgumentParser
internal import ModelFormat
package import Shared
internal import SystemPackage

/// `ModelSync verify`
package struct VerifyCommand: Subcommand {
  package static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Says whether generations, or an archive, are whole.",
    discussion: """
      Without a name every generation is checked, and where `current` leads. A generation is held against what was recorded when it was \
      published, file by file. An archive is unpacked into a folder below TMPDIR and checked as a download is, before it is published. \
      Exit status 0 when all is well, 1 when not.
      """)

  @Argument(help: .init("A generation by its name or number, or the path of an archive.", valueName: "generation or archive"))
  var name: String?

  @OptionGroup var place: DirectoryOptions

  @Option(help: .init("The most that an archive may unpack to. (MODEL_SYNC_MAXIMUM_UNPACKED_SIZE; default: 4G)", valueName: "bytes"))
  var maximumUnpackedSize: String?

  @Option(help: .init("The most files and folders of an archive. (MODEL_SYNC_MAXIMUM_ENTRIES; default: 10000)", valueName: "count"))
  var maximumEntries: String?

  package init() {}

  package func perform(environment: [String: String], sink: LogSink, output: CommandOutput) async throws -> Int32 {
    let limits: ArchiveLimits
    do throws(SettingError) {
      limits = try SettingReader(environment: environment).archiveLimits(bytes: maximumUnpackedSize, entries: maximumEntries)
    } catch { throw SyncConfigurationError.setting(error) }
    let directory = place.directory(environment: environment)
    // A path has a slash or is a file; every other word is a generation's name.
    if let name, name.contains("/") || FileKind.isRegular(FilePath(name)) {
      return try await verify(archive: FilePath(name), limits, output)
    }
    let reader = try DirectoryReader(directory)
    if let name { return try await verify([reader.id(name)], reader, output) ? 0 : 1 }
    let ids = try reader.ids()
    guard !ids.isEmpty else { throw CommandError.failed("there is no generation in \(directory.path)") }
    let areWhole = try await verify(ids.reversed(), reader, output)
    return try verifyLink(reader, output) && areWhole ? 0 : 1
  }

  private func verify(_ ids: [GenerationID], _ reader: DirectoryReader, _ output: CommandOutput) async throws -> Bool {
    var isWhole = true
    for id in ids {
      let directory = reader.directory
      let verification = try await Interruption.ending { () async throws(SyncFailure) in
        try await BlockingWork.run { cancellation throws(SyncFailure) in
          try GenerationVerification(id, in: directory, cancellation: cancellation)
        }
      }
      if verification.faults.isEmpty {
        output.print(
          "\(id) is whole" + (verification.isExact ? "" : " (it was published without digests: files' presence alone was checked)"))
      }
      for fault in verification.faults { output.print("\(id): \(CommandOutput.plain(fault))") }
      isWhole = isWhole && verification.faults.isEmpty
    }
    return isWhole
  }

  private func verifyLink(_ reader: DirectoryReader, _ output: CommandOutput) throws(CommandError) -> Bool {
    do throws(ModelDirectoryError) {
      guard try reader.directory.current() == nil else { return true }
      output.print("current: there is no such link")
    } catch {
      output.print("current: \(error)")
    }
    return false
  }

  private func verify(archive: FilePath, _ limits: ArchiveLimits, _ output: CommandOutput) async throws -> Int32 {
    do throws(SyncFailure) {
      let inspection = try await Interruption.ending { () async throws(SyncFailure) in
        try await ArchiveInspection.inspect(archive, limits: limits)
      }
      output.print(
        "\(archive) is a whole model of Rasa \(inspection.metadata.rasaVersion): \(inspection.unpacked.entries) files and folders, "
          + "\(inspection.unpacked.bytes) bytes unpacked")
      return 0
    } catch .cancelled {
      throw CommandError.interrupted
    } catch {
      output.print("\(archive): \(CommandOutput.plain("\(error)"))")
      return 1
    }
  }
}
