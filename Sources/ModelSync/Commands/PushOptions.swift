package import ArgumentParser
internal import Logging
internal import Shared

/// The flags of `ModelSync push`: those of a pull from a remote storage, as far as they matter here, with the same twins.
package struct PushOptions: ParsableArguments {
  @Option(help: .init("aws, gcs or azure. \(Self.twin("REMOTE_STORAGE", "none"))", valueName: "cloud"))
  package var remoteStorage: String?

  @Option(
    name: [.customShort("m"), .long],
    help: .init("What to call it there; .tar.gz is added to a name without. \(Self.twin("MODEL", "none"))", valueName: "name"))
  package var model: String?

  @Flag(help: "Replace an object that has other bytes.")
  package var overwrite = false

  @Option(
    help: .init(
      "Where in an address of S3 the bucket stands: auto, path or virtual. \(Self.twin("S3_ADDRESSING", "auto"))", valueName: "style"))
  package var s3Addressing: String?

  @Option(help: .init("The most that the archive may unpack to. \(Self.twin("MAXIMUM_UNPACKED_SIZE", "4G"))", valueName: "bytes"))
  package var maximumUnpackedSize: String?

  @Option(help: .init("The most files and folders that it may hold. \(Self.twin("MAXIMUM_ENTRIES", "10000"))", valueName: "count"))
  package var maximumEntries: String?

  @Option(
    help: .init(
      "Give up an upload that is slower than this, in bytes per second; 0 never does. \(Self.twin("MINIMUM_RATE", "1K"))",
      valueName: "bytes"))
  package var minimumRate: String?

  @Option(help: .init("For how long it must be too slow. \(Self.twin("STALL_TIME", "30"))", valueName: "seconds"))
  package var stallTime: String?

  @Option(help: .init("How long a connection may take to come about. \(Self.twin("CONNECT_TIMEOUT", "30"))", valueName: "seconds"))
  package var connectTimeout: String?

  @Flag(help: .init("Do not show how far the upload has come. \(Self.twin("NO_PROGRESS", "false"))"))
  package var noProgress = false

  @Option(help: .init("text or json. \(Self.twin("LOG_FORMAT", "text"))", valueName: "format"))
  package var logFormat: String?

  package init() {}

  private static func twin(_ name: String, _ value: String) -> String { "(\(SyncConfiguration.prefix)\(name); default: \(value))" }

  /// What flags and environment come to.
  func configuration(environment: [String: String]) throws(SyncConfigurationError) -> PushConfiguration {
    let reader = SettingReader(environment: environment)
    do throws(SettingError) {
      guard let name = reader.text(remoteStorage, "REMOTE_STORAGE") else {
        throw SettingError("REMOTE_STORAGE", "must name where to push to: aws, gcs or azure")
      }
      guard let cloud = RemoteStorage.Cloud(rawValue: name) else { throw SettingError("REMOTE_STORAGE", "must be aws, gcs or azure") }
      guard let model = reader.text(model, "MODEL") else { throw SettingError("MODEL", "must name what to call the archive there") }
      let key = ObjectKey.archive(named: model)
      guard ObjectKey.isUsable(key) else { throw SettingError("MODEL", "cannot be the name of an archive in a remote storage") }
      guard let style = S3Address.Style(rawValue: reader.text(s3Addressing, "S3_ADDRESSING") ?? "auto") else {
        throw SettingError("S3_ADDRESSING", "must be auto, path or virtual")
      }
      guard let format = LoggingFormat(rawValue: reader.text(logFormat, "LOG_FORMAT") ?? "text") else {
        throw SettingError("LOG_FORMAT", "must be text or json")
      }
      return PushConfiguration(
        storage: RemoteStorage(cloud: cloud, selection: .object(key), environment: RemoteEnvironment(environment), style: style),
        key: key, replaces: overwrite,
        limits: DownloadLimits(
          minimumBytesPerSecond: Int(try reader.size(minimumRate, "MINIMUM_RATE", default: 1 << 10)),
          stallPeriod: try reader.duration(stallTime, "STALL_TIME", default: .seconds(30)),
          connectTimeout: try reader.duration(connectTimeout, "CONNECT_TIMEOUT", default: .seconds(30))),
        archiveLimits: try reader.archiveLimits(bytes: maximumUnpackedSize, entries: maximumEntries),
        showsProgress: try !reader.isSet(noProgress, "NO_PROGRESS"), logging: LoggingConfiguration(format: format))
    } catch {
      throw .setting(error)
    }
  }
}
