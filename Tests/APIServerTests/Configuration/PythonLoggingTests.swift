import APIServer
import Logging
import Shared
import SystemPackage
import TestSupport
import Testing

@Suite("A logging configuration of Python's")
struct PythonLoggingTests {
  private func read(_ yaml: String) throws -> PythonLogging {
    let folder = try TestDirectory.make("logging")
    defer { TestDirectory.remove(folder) }
    let file = folder.appending("logging.yml")
    try TestFile.write(Array(yaml.utf8), to: file)
    return try PythonLogging(file, environment: [:])
  }

  @Test func `level, file, syslog and JSON lines are taken from it, and what there is not is a warning`() throws {
    let read = try read(
      """
      version: 1
      disable_existing_loggers: false
      formatters:
        plain: {format: "%(message)s"}
        lines: {class: pythonjsonlogger.jsonlogger.JsonFormatter}
      handlers:
        console: {class: logging.StreamHandler, formatter: plain}
        file: {class: logging.handlers.RotatingFileHandler, filename: rasa.log, formatter: lines}
        far: {class: logging.handlers.SysLogHandler, address: [logs.example, 1514], socktype: ext://socket.SOCK_STREAM}
        mail: {class: logging.handlers.SMTPHandler}
        idle: {class: logging.handlers.HTTPHandler}
      loggers:
        rasa: {level: WARNING, handlers: [file, far, mail]}
      root: {level: DEBUG, handlers: [console]}
      """)
    #expect(read.configuration.level == .warning)
    #expect(read.configuration.format == .json)
    #expect(read.configuration.file == "rasa.log")
    #expect(read.configuration.syslog == SyslogEndpoint(host: "logs.example", port: 1_514, transport: .tcp))
    #expect(read.warnings.count == 2)
    #expect(read.warnings.contains { $0.contains("SMTPHandler") })
  }

  @Test func `without a logger of Rasa's the root's level counts`() throws {
    #expect(try read("version: 1\nroot: {level: 40}").configuration.level == .error)
  }

  @Test(
    "what is wrong is said with its place",
    arguments: [
      ("version: 2", "line 1, column 10: version must be 1"),
      ("version: 1\nroot: {level: LOUD}", "root.level is no level"),
      ("version: 1\nhandlers: {f: {class: logging.FileHandler}}\nroot: {handlers: [f]}", "handlers.f.filename is missing"),
      (
        "version: 1\nhandlers: {f: {class: logging.handlers.SysLogHandler, address: /dev/log}}\nroot: {handlers: [f]}", "handlers.f.address"
      ),
      ("[1]", "must be a mapping"),
    ])
  func malformed(yaml: String, sentence: String) throws {
    let error = #expect(throws: ConfigurationError.self) { try read(yaml) }
    #expect(error?.description.contains(sentence) == true, "\(error?.description ?? "")")
  }
}
