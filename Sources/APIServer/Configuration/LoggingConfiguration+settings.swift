internal import Logging
internal import Shared
internal import SystemPackage

extension LoggingConfiguration {
  /// What the command line and the environment say about the log.
  /// - Parameter file: what counts where they say nothing: the settings of `--logging-config-file`.
  init(_ arguments: LogArguments, _ environment: EnvironmentTwins, besides file: LoggingConfiguration) throws(UsageError) {
    self = file
    level = try Self.level(arguments, environment) ?? level
    if let name = arguments.logFormat ?? environment.text("LOG_FORMAT") {
      guard let format = LoggingFormat(rawValue: name) else {
        throw UsageError("--log-format (API_SERVER_LOG_FORMAT) must be text or json")
      }
      self.format = format
    }
    if let path = arguments.logFile ?? environment.text("LOG_FILE") { self.file = FilePath(path) }
    syslog = try Self.syslog(arguments, environment) ?? syslog
  }

  /// The flags, else Rasa's own variable `LOG_LEVEL`.
  private static func level(_ arguments: LogArguments, _ environment: EnvironmentTwins) throws(UsageError) -> Logger.Level? {
    let quiet = try environment.flag("QUIET", unless: arguments.quiet)
    let debug = try environment.flag("DEBUG", unless: arguments.debug)
    let verbose = try environment.flag("VERBOSE", unless: arguments.verbose)
    guard !quiet || !(debug || verbose) else { throw UsageError("--quiet goes neither with --verbose nor with --debug") }
    if debug { return .debug }
    if quiet { return .warning }
    if verbose { return .info }
    guard let name = environment.plain("LOG_LEVEL") else { return nil }
    guard let level = Logger.Level(pythonName: name) else {
      throw UsageError("LOG_LEVEL must be DEBUG, INFO, WARNING, ERROR or CRITICAL")
    }
    return level
  }

  private static func syslog(_ arguments: LogArguments, _ environment: EnvironmentTwins) throws(UsageError) -> SyslogEndpoint? {
    guard try environment.flag("USE_SYSLOG", unless: arguments.useSyslog) else { return nil }
    var endpoint = SyslogEndpoint()
    endpoint.host = arguments.syslogAddress ?? environment.text("SYSLOG_ADDRESS") ?? endpoint.host
    endpoint.port = try environment.integer("SYSLOG_PORT", unless: arguments.syslogPort) ?? endpoint.port
    guard 1...65_535 ~= endpoint.port else { throw UsageError("--syslog-port (API_SERVER_SYSLOG_PORT) must be between 1 and 65535") }
    if let name = arguments.syslogProtocol ?? environment.text("SYSLOG_PROTOCOL") {
      guard let transport = SyslogEndpoint.Transport(rawValue: name.uppercased()) else {
        throw UsageError("--syslog-protocol (API_SERVER_SYSLOG_PROTOCOL) must be UDP or TCP")
      }
      endpoint.transport = transport
    }
    return endpoint
  }
}

extension Logger.Level {
  /// A level by the name, or number, that Python's logging has for it.
  init?(pythonName name: String) {
    switch name.uppercased() {
    case "NOTSET", "0": self = .trace
    case "DEBUG", "10": self = .debug
    case "INFO", "20": self = .info
    case "WARNING", "WARN", "30": self = .warning
    case "ERROR", "40": self = .error
    case "CRITICAL", "FATAL", "50": self = .critical
    default: return nil
    }
  }
}
