internal import Logging
package import Shared
package import SystemPackage

/// Every setting of ModelSync, read and checked. docs/ModelSync.md has a row for each.
package struct SyncConfiguration: Sendable {
  /// What the twins' names start with.
  package static let prefix = "MODEL_SYNC_"

  /// Where models come from.
  package enum Source: Sendable {
    case modelServer(ModelServerEndpoint)
    case remote(RemoteStorage)
    case local(FilePath)
  }

  /// Where the status is served.
  package struct StatusAddress: Sendable, Equatable {
    package var host: String
    package var port: Int

    package init(host: String, port: Int) {
      self.host = host
      self.port = port
    }
  }

  package var source: Source
  package var modelDirectory: FilePath
  package var isOnce: Bool
  /// Whether it is only said what a pull would do.
  package var isDryRun: Bool
  package var showsProgress: Bool
  /// `nil`: pull until it works once.
  package var interval: Duration?
  package var backoff: Backoff
  /// The longest wait after a failure while there is no model at all.
  package var firstDelayLimit: Duration
  package var jitter: Jitter
  package var trust: ArchiveTrust
  /// What stands behind an archive's name in its signature's.
  package var signatureSuffix: String
  package var check: CheckCommand?
  package var notification: Notification?
  package var pruning: Pruning
  package var downloadLimits: DownloadLimits
  package var archiveLimits: ArchiveLimits
  /// `nil`: nowhere.
  package var status: StatusAddress?
  package var logging: LoggingConfiguration
  package var crashPoints: CrashPoints
  /// What deserves a warning once logging works.
  package var warnings: [String] = []

  /// - Throws: with the sentence for standard error; the exit status is 2.
  package init(_ options: SyncOptions, environment: [String: String]) throws(SyncConfigurationError) {
    let reader = SettingReader(environment: environment)
    do throws(SettingError) {
      modelDirectory = FilePath(reader.text(options.modelDirectory, "MODEL_DIRECTORY") ?? "models")
      isOnce = try reader.isSet(options.once, "ONCE")
      isDryRun = try reader.isSet(options.dryRun, "DRY_RUN")
      guard isOnce || !isDryRun else { throw SettingError("DRY_RUN", "needs --once") }
      showsProgress = try !reader.isSet(options.noProgress, "NO_PROGRESS")
      backoff = Backoff(
        initial: try reader.duration(options.retryDelay, "RETRY_DELAY", default: .seconds(1)),
        limit: try reader.duration(options.retryDelayLimit, "RETRY_DELAY_LIMIT", default: .seconds(60)))
      firstDelayLimit = try reader.duration(options.firstRetryDelayLimit, "FIRST_RETRY_DELAY_LIMIT", default: .seconds(5))
      jitter = Jitter(fraction: try reader.fraction(options.jitter, "JITTER", default: 0.1))
      signatureSuffix = try Self.signatureSuffix(options, reader)
      check = try Self.check(options, reader)
      pruning = Pruning(
        keep: try reader.count(options.keep, "KEEP", in: 1...1_000, default: 2),
        grace: try reader.duration(options.grace, "GRACE", default: .seconds(300)))
      downloadLimits = try Self.downloadLimits(options, reader)
      archiveLimits = try reader.archiveLimits(bytes: options.maximumUnpackedSize, entries: options.maximumEntries)
      status = try Self.status(options, reader)
      logging = try Self.logging(options, reader)
      interval = try reader.duration(options.interval, "INTERVAL")
    } catch {
      throw .setting(error)
    }
    guard let crashPoints = CrashPoints(environment: environment) else {
      throw .unknownCrashPoint
    }
    self.crashPoints = crashPoints
    trust = try Self.trust(options, reader)
    notification = try Self.notification(options, reader)
    let isIntervalSet = interval != nil
    let remote: RemoteStorage?
    do { remote = try Self.remoteStorage(options, reader, environment: environment) } catch { throw .setting(error) }
    let (endpoint, local) = try Self.endpoint(options, reader, isOptional: remote != nil, environment: environment)
    if let endpoint {
      source = .modelServer(endpoint)
      if !isIntervalSet { interval = endpoint.waitTimeBetweenPulls }
      if local != nil { warnings.append("models in endpoints.yml wins over --source, which is not used") }
      if remote != nil { warnings.append("models in endpoints.yml wins over --remote-storage, which is not used") }
      for key in endpoint.unknownKeys { warnings.append("models in endpoints.yml has the unknown key \(key)") }
    } else if let remote {
      source = .remote(remote)
      if !isIntervalSet { interval = ModelServerEndpoint.defaultWaitTime }
      if local != nil { warnings.append("--remote-storage wins over --source, which is not used") }
    } else if let local {
      source = .local(local)
      if !isIntervalSet { interval = ModelServerEndpoint.defaultWaitTime }
    } else {
      throw .noSource
    }
    if interval == .zero { interval = nil }
  }
}

extension SyncConfiguration {
  private static func downloadLimits(_ options: SyncOptions, _ reader: SettingReader) throws(SettingError) -> DownloadLimits {
    let maximumRate = try reader.size(options.maximumRate, "MAXIMUM_RATE", default: 0)
    let minimumRate = try reader.size(options.minimumRate, "MINIMUM_RATE", default: 1 << 10)
    guard maximumRate == 0 || minimumRate <= maximumRate else { throw SettingError("MAXIMUM_RATE", "must not be below the minimum rate") }
    let timeout = try reader.duration(options.downloadTimeout, "DOWNLOAD_TIMEOUT", default: .zero)
    return DownloadLimits(
      maximumBytes: try reader.size(options.maximumArchiveSize, "MAXIMUM_ARCHIVE_SIZE", default: 2 << 30),
      minimumBytesPerSecond: Int(minimumRate),
      stallPeriod: try reader.duration(options.stallTime, "STALL_TIME", default: .seconds(30)),
      maximumBytesPerSecond: maximumRate == 0 ? nil : maximumRate,
      connectTimeout: try reader.duration(options.connectTimeout, "CONNECT_TIMEOUT", default: .seconds(30)),
      timeout: timeout == .zero ? nil : timeout)
  }

  private static func status(_ options: SyncOptions, _ reader: SettingReader) throws(SettingError) -> StatusAddress? {
    let host = reader.text(options.statusHost, "STATUS_HOST") ?? "127.0.0.1"
    let port = reader.text(options.statusPort, "STATUS_PORT") ?? "5006"
    if port == "off" { return nil }
    guard let number = Int(port), 0...65_535 ~= number else {
      throw SettingError("STATUS_PORT", "must be a port from 0 to 65535, or off")
    }
    return StatusAddress(host: host, port: number)
  }

  private static func logging(_ options: SyncOptions, _ reader: SettingReader) throws(SettingError) -> LoggingConfiguration {
    guard let level = Logger.Level(rawValue: reader.text(options.logLevel, "LOG_LEVEL") ?? "info") else {
      throw SettingError("LOG_LEVEL", "must be one of trace, debug, info, notice, warning, error, critical")
    }
    guard let format = LoggingFormat(rawValue: reader.text(options.logFormat, "LOG_FORMAT") ?? "text") else {
      throw SettingError("LOG_FORMAT", "must be text or json")
    }
    return LoggingConfiguration(level: level, format: format, file: reader.text(options.logFile, "LOG_FILE").map { FilePath($0) })
  }

  /// endpoints.yml may be absent where another source is named and nobody asked for the file.
  private static func endpoint(
    _ options: SyncOptions, _ reader: SettingReader, isOptional: Bool, environment: [String: String]
  ) throws(SyncConfigurationError) -> (ModelServerEndpoint?, local: FilePath?) {
    let local = reader.text(options.source, "SOURCE").map { FilePath($0) }
    let named = reader.text(options.endpoints, "ENDPOINTS")
    do {
      let endpoints = try EndpointConfiguration.read(FilePath(named ?? "endpoints.yml"), environment: environment)
      return (endpoints.modelServer, local)
    } catch ConfigurationError.missing where named == nil && (local != nil || isOptional) {
      return (nil, local)
    } catch {
      throw .endpoints(error)
    }
  }
}
