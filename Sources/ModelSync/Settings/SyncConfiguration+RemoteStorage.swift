internal import Shared

extension SyncConfiguration {
  /// `--remote-storage` and what belongs to it; `nil` when there is none. The clouds' own variables are read when the store is made.
  static func remoteStorage(
    _ options: SyncOptions, _ reader: SettingReader, environment: [String: String]
  ) throws(SettingError) -> RemoteStorage? {
    let plan = PartPlan(
      partSize: try reader.size(options.partSize, "PART_SIZE", default: PartPlan().partSize),
      parallel: try reader.count(options.parallelParts, "PARALLEL_PARTS", in: 1...64, default: PartPlan().parallel))
    guard plan.partSize >= 1 << 16 else { throw SettingError("PART_SIZE", "must be at least 64K") }
    guard let style = S3Address.Style(rawValue: reader.text(options.s3Addressing, "S3_ADDRESSING") ?? "auto") else {
      throw SettingError("S3_ADDRESSING", "must be auto, path or virtual")
    }
    guard let name = reader.text(options.remoteStorage, "REMOTE_STORAGE") else { return nil }
    guard let cloud = RemoteStorage.Cloud(rawValue: name) else { throw SettingError("REMOTE_STORAGE", "must be aws, gcs or azure") }
    return RemoteStorage(
      cloud: cloud, selection: try selection(options, reader), environment: RemoteEnvironment(environment), plan: plan, style: style)
  }

  private static func selection(_ options: SyncOptions, _ reader: SettingReader) throws(SettingError) -> ObjectStoreSource.Selection {
    let prefix = reader.text(options.modelPrefix, "MODEL_PREFIX")
    switch (reader.text(options.model, "MODEL"), prefix) {
    case (let model?, nil):
      let key = ObjectKey.archive(named: model)
      guard ObjectKey.isUsable(key) else { throw SettingError("MODEL", "cannot be the name of an archive in a remote storage") }
      return .object(key)
    case (nil, let prefix?):
      guard prefix.isEmpty || ObjectKey.isUsable(prefix) else { throw SettingError("MODEL_PREFIX", "cannot be the beginning of a name") }
      return .newest(under: prefix)
    case (_?, _?): throw SettingError("MODEL_PREFIX", "cannot be given beside --model")
    case (nil, nil): throw SettingError("MODEL", "or --model-prefix must name what the remote storage has")
    }
  }
}
