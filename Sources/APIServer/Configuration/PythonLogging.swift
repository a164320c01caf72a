internal import JSON
internal import Logging
package import Shared
package import SystemPackage

/// A logging configuration as Python's `logging.config.dictConfig` takes it, as far as this server has what it asks for: the level
/// of `rasa` or of the root logger, log files, syslog servers, and lines as JSON where a formatter's name says so.
package struct PythonLogging: Sendable {
  package private(set) var configuration = LoggingConfiguration()
  /// What it asks for in vain.
  package private(set) var warnings: [String] = []
  private let file: String

  /// Reads the file. Blocking.
  /// - Throws: a sentence with the place.
  package init(_ path: FilePath, environment: [String: String]) throws(ConfigurationError) {
    file = path.string
    let sections = try ConfigurationSections.read(path, of: "logging settings", environment: environment)
    _ = try sections.read("version") { json throws(EndpointError) in
      guard json == .integer(1) else { throw EndpointError([], "must be 1") }
    }
    for section in ["loggers", "root"] {
      _ = try sections.read(section) { json throws(EndpointError) in try takeLevel(json, of: section) }
    }
    let formatters = sections.values["formatters"] ?? .null
    _ = try sections.read("handlers") { json throws(EndpointError) in
      for (name, handler) in json.object ?? JSONObject() where Self.isUsed(name, by: sections.values) {
        try take(handler, name, formatters)
      }
    }
  }

  private mutating func takeLevel(_ json: JSONValue, of section: String) throws(EndpointError) {
    let logger = section == "root" ? json : json["rasa"] ?? .null
    guard let value = logger["level"], !value.isNull else { return }
    guard let level = Logger.Level(pythonName: value.string ?? value.jsonText) else {
      throw EndpointError(
        section == "root" ? ["level"] : ["rasa", "level"], "is no level of Python's: DEBUG, INFO, WARNING, ERROR or CRITICAL")
    }
    // Rasa's own logger comes first, and counts where both have one.
    if section == "root", hasOwnLevel { return }
    configuration.level = level
    hasOwnLevel = section != "root"
  }

  private var hasOwnLevel = false

  /// Whether a logger writes to a handler; one that nobody names is idle in Python, too.
  private static func isUsed(_ handler: String, by sections: JSONObject) -> Bool {
    var loggers = sections["loggers"]?.object?.map(\.value) ?? []
    if let root = sections["root"] { loggers.append(root) }
    return loggers.contains { $0["handlers"]?.array?.contains(.string(handler)) == true }
  }

  private mutating func take(_ handler: JSONValue, _ name: String, _ formatters: JSONValue) throws(EndpointError) {
    if let formatter = handler["formatter"]?.string.flatMap({ formatters[$0] }),
      (formatter["class"] ?? formatter["()"])?.string?.lowercased().contains("json") == true
    {
      configuration.format = .json
    }
    let kind = handler["class"]?.string ?? ""
    switch kind.split(separator: ".").last {
    case "StreamHandler": break
    case "FileHandler", "WatchedFileHandler", "RotatingFileHandler", "TimedRotatingFileHandler":
      guard let path = handler["filename"]?.string, !path.isEmpty else { throw EndpointError([name, "filename"], "is missing") }
      if configuration.file != nil { warnings.append("\(file): of several log files only the last one, \(path), is written") }
      if kind.hasSuffix("RotatingFileHandler") {
        warnings.append("\(file): this server does not rotate \(path) itself; it opens the file anew on SIGHUP")
      }
      configuration.file = FilePath(path)
    case "SysLogHandler": configuration.syslog = try Self.syslog(handler, name)
    default: warnings.append("\(file): there is nothing here like the handler \(kind)")
    }
  }

  private static func syslog(_ handler: JSONValue, _ name: String) throws(EndpointError) -> SyslogEndpoint {
    var endpoint = SyslogEndpoint()
    if handler["socktype"]?.string?.hasSuffix("SOCK_STREAM") == true { endpoint.transport = .tcp }
    guard let address = handler["address"], !address.isNull else { return endpoint }
    guard let parts = address.array, parts.count == 2, let host = parts[0].string, let port = parts[1].integer,
      1...65_535 ~= port
    else { throw EndpointError([name, "address"], "must be a host and a port, as in [localhost, 514]") }
    endpoint.host = host
    endpoint.port = port
    return endpoint
  }
}
