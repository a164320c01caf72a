internal import Shared

/// Every setting of `ModelSync push`, read and checked.
struct PushConfiguration: Sendable {
  let storage: RemoteStorage
  /// What the archive is called there.
  let key: String
  /// Whether an object with other bytes may be replaced.
  let replaces: Bool
  let limits: DownloadLimits
  let archiveLimits: ArchiveLimits
  let showsProgress: Bool
  let logging: LoggingConfiguration
}
