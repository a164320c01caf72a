public import Logging
public import SystemPackage

/// What is logged, how, and where.
public struct LoggingConfiguration: Sendable {
  public var level: Logger.Level
  public var format: LoggingFormat
  /// A file that receives every line as well as standard error does. It is appended to, and may be truncated by a rotation.
  public var file: FilePath?
  /// A syslog server that receives every line as well.
  public var syslog: SyslogEndpoint?

  public init(
    level: Logger.Level = .info, format: LoggingFormat = .text, file: FilePath? = nil, syslog: SyslogEndpoint? = nil
  ) {
    self.level = level
    self.format = format
    self.file = file
    self.syslog = syslog
  }

  /// Makes every `Logger` of the process write as configured. Only for the start of a process: swift-log allows it once.
  /// - Returns: where the lines go, for `LogReopening`.
  /// - Throws: when the file cannot be opened, or there is no such syslog server.
  @discardableResult
  package func bootstrap() throws(LoggingError) -> LogSink {
    let sink = try LogSink(file: file, syslog: syslog)
    let (level, format) = (level, format)
    LoggingSystem.bootstrap(
      { label, provider in LineLogHandler(label: label, level: level, format: format, sink: sink, metadataProvider: provider) },
      metadataProvider: nil)
    return sink
  }
}
