internal import ArgumentParser

/// What is logged, how and where.
struct LogArguments: ParsableArguments {
  @Option(help: "Also write the log to this file. [API_SERVER_LOG_FILE] (default: none)")
  var logFile: String?

  @Option(help: "How a log line is written: text or json. [API_SERVER_LOG_FORMAT] (default: text)")
  var logFormat: String?

  @Flag(name: [.customShort("v"), .long], help: "Log what happens, which is the default. [API_SERVER_VERBOSE]")
  var verbose = false

  @Flag(name: [.customLong("vv", withSingleDash: true), .long], help: "Log everything. [API_SERVER_DEBUG]")
  var debug = false

  @Flag(help: "Log warnings and errors only. [API_SERVER_QUIET]")
  var quiet = false

  @Flag(help: "Also send the log to a syslog server. [API_SERVER_USE_SYSLOG]")
  var useSyslog = false

  @Option(help: "Its name or address. [API_SERVER_SYSLOG_ADDRESS] (default: localhost)")
  var syslogAddress: String?

  @Option(help: "Its port. [API_SERVER_SYSLOG_PORT] (default: 514)")
  var syslogPort: Int?

  @Option(help: "How it is spoken to: UDP or TCP. [API_SERVER_SYSLOG_PROTOCOL] (default: UDP)")
  var syslogProtocol: String?

  @Option(
    help: """
      A logging configuration as Python's dictConfig takes it, in YAML; levels, files, syslog servers and JSON lines are taken from it. \
      Flags win. [API_SERVER_LOGGING_CONFIG_FILE] (default: none)
      """)
  var loggingConfigFile: String?
}
