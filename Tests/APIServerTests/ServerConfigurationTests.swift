import APIServer
import HTTPServing
import JSON
import Logging
import Shared
import SystemPackage
import TestSupport
import Testing

@Suite("Flags and their twins")
struct ServerConfigurationTests {
  @Test("without flags the defaults are Rasa's")
  func defaults() throws {
    let configuration = try ServerConfiguration(parsing: [], environment: [:])
    #expect(configuration.model == "models")
    #expect(configuration.interface == "0.0.0.0")
    #expect(configuration.port == 5_005)
    #expect(!configuration.enablesAPI)
    #expect(configuration.origins.isEmpty)
    #expect(configuration.logging.level == .info)
  }

  @Test func `a token comes from the flag, its twin, or a file, and from one of them only`() throws {
    let folder = try TestDirectory.make("token")
    defer { TestDirectory.remove(folder) }
    let file = folder.appending("token")
    try TestFile.write(Array("from a file\n".utf8), to: file)
    func isOpen(_ flags: [String], _ environment: [String: String] = [:]) throws -> Bool {
      try ServerConfiguration(parsing: flags, environment: environment).access.isOpen
    }
    #expect(try isOpen([]))
    #expect(try !isOpen(["--auth-token", "a"]))
    #expect(try !isOpen([], ["API_SERVER_AUTH_TOKEN": "b"]))
    #expect(try !isOpen(["--auth-token-file", file.string]))
    #expect(try !isOpen([], ["API_SERVER_JWT_SECRET_FILE": file.string]))
    #expect(throws: UsageError.self) { try isOpen(["--auth-token", "a", "--auth-token-file", file.string]) }
    #expect(throws: UsageError.self) { try isOpen(["--auth-token", ""]) }
    #expect(throws: UsageError.self) { try isOpen(["--auth-token-file", "/nowhere"]) }
    #expect(throws: UsageError.self) { try isOpen(["--jwt-secret", "a", "--jwt-method", "none"]) }
    #expect(throws: UsageError.self) { try isOpen(["--jwt-secret", "a", "--jwt-method", "RS256"]) }
  }

  @Test func `an API that other machines reach and that asks for nothing is noticed`() throws {
    func isOpen(_ flags: String...) throws -> Bool { try ServerConfiguration(parsing: flags, environment: [:]).isOpenToStrangers }
    #expect(try isOpen("--enable-api"))
    #expect(try !isOpen())
    #expect(try !isOpen("--enable-api", "-i", "127.0.0.1"))
    #expect(try !isOpen("--enable-api", "-i", "localhost"))
    #expect(try !isOpen("--enable-api", "--auth-token", "a"))
  }

  @Test("every flag has a twin, and wins over it")
  func twins() throws {
    let environment = [
      "API_SERVER_MODEL": "there", "API_SERVER_ENDPOINTS": "e.yml", "API_SERVER_INTERFACE": "127.0.0.1", "API_SERVER_PORT": "1",
      "API_SERVER_ENABLE_API": "true", "API_SERVER_CORS": "http://a http://b", "API_SERVER_LOG_FILE": "log", "API_SERVER_QUIET": "1",
      "API_SERVER_LOG_FORMAT": "json", "API_SERVER_MAXIMUM_BODY_BYTES": "7", "API_SERVER_MAXIMUM_MESSAGE_BYTES": "6",
      "API_SERVER_MAXIMUM_MESSAGE_TOKENS": "5", "TMPDIR": "/var/tmp",
    ]
    let twins = try ServerConfiguration(parsing: [], environment: environment)
    #expect(twins.model == "there")
    #expect(twins.endpoints == "e.yml")
    #expect(twins.requiresEndpoints)
    #expect(twins.interface == "127.0.0.1")
    #expect(twins.port == 1)
    #expect(twins.enablesAPI)
    #expect(twins.origins == ["http://a", "http://b"])
    #expect(twins.logging.file == "log")
    #expect(twins.logging.format == .json)
    #expect(twins.logging.level == .warning)
    #expect(twins.limits.bodyBytes == 7)
    #expect(twins.limits.messageTokens == 5)
    #expect(twins.limits.messageBytes == 6)
    #expect(twins.temporaryFolder == "/var/tmp")
    let flags = try ServerConfiguration(
      parsing: ["-m", "here", "-p", "2", "-i", "::1", "--cors", "*", "--cors", "http://c", "--maximum-body-bytes", "9"],
      environment: environment)
    #expect(flags.model == "here")
    #expect(flags.port == 2)
    #expect(flags.interface == "::1")
    #expect(flags.origins == ["*", "http://c"])
    #expect(flags.limits.bodyBytes == 9)
  }

  @Test func `time-outs are Rasa's unless said, and hosts that requests may name come from the flag or its twin`() throws {
    let defaults = try ServerConfiguration(parsing: [], environment: [:])
    #expect(defaults.responseTimeout == .seconds(3_600))
    #expect(defaults.connections.receiving == .seconds(60))
    #expect(defaults.outboundHosts.isEmpty)
    let environment = [
      "API_SERVER_RESPONSE_TIMEOUT": "7", "API_SERVER_REQUEST_TIMEOUT": "8", "API_SERVER_OUTBOUND_HOSTS": "a.example, 10.0.0.0/8",
    ]
    let twins = try ServerConfiguration(parsing: [], environment: environment)
    #expect(twins.responseTimeout == .seconds(7))
    #expect(twins.connections.receiving == .seconds(8))
    #expect(twins.outboundHosts == ["a.example", "10.0.0.0/8"].compactMap { OutboundHost($0) })
    let flags = try ServerConfiguration(
      parsing: ["--response-timeout", "9", "--request-timeout", "10", "--outbound-hosts", "*.b.example", "::1", "--enable-api"],
      environment: environment)
    #expect(flags.responseTimeout == .seconds(9))
    #expect(flags.connections.receiving == .seconds(10))
    #expect(flags.outboundHosts == ["*.b.example", "::1"].compactMap { OutboundHost($0) })
    #expect(flags.enablesAPI)
  }

  @Test("several origins may follow one --cors, as in Rasa")
  func origins() throws {
    let configuration = try ServerConfiguration(parsing: ["--cors", "http://a", "http://b", "--enable-api"], environment: [:])
    #expect(configuration.origins == ["http://a", "http://b"])
    #expect(configuration.enablesAPI)
  }

  @Test("-vv logs everything")
  func debug() throws {
    #expect(try ServerConfiguration(parsing: ["-vv"], environment: [:]).logging.level == .debug)
    #expect(try ServerConfiguration(parsing: ["-v"], environment: [:]).logging.level == .info)
  }

  @Test(
    "what cannot be used is an error that names the setting",
    arguments: [
      (["--port", "70000"], [:], "--port"), ([], ["API_SERVER_PORT": "x"], "API_SERVER_PORT"),
      ([], ["API_SERVER_ENABLE_API": "perhaps"], "API_SERVER_ENABLE_API"), (["--quiet", "-vv"], [:], "--quiet"),
      (["--log-format", "xml"], [:], "--log-format"), (["--maximum-body-bytes", "0"], [:], "--maximum-body-bytes"),
      (["--response-timeout", "0"], [:], "--response-timeout"), ([], ["API_SERVER_REQUEST_TIMEOUT": "-1"], "API_SERVER_REQUEST_TIMEOUT"),
      (["--outbound-hosts", "http://a"], [:], "--outbound-hosts"), ([], ["MAX_NUMBER_OF_PREDICTIONS": "0"], "MAX_NUMBER_OF_PREDICTIONS"),
      ([], ["MAX_NUMBER_OF_PREDICTIONS": "-3"], "MAX_NUMBER_OF_PREDICTIONS"),
    ] as [([String], [String: String], String)])
  func errors(arguments: [String], environment: [String: String], named: String) {
    let error = #expect(throws: UsageError.self) { try ServerConfiguration(parsing: arguments, environment: environment) }
    #expect(error?.description.contains(named) == true)
  }

  @Test func `TLS needs a certificate, whose file may hold the key`() throws {
    let tls = try #require(
      try ServerConfiguration(parsing: ["--ssl-certificate", "c.pem"], environment: ["API_SERVER_SSL_PASSWORD": "p"]).tls)
    #expect(tls.certificate == "c.pem" && tls.key == "c.pem" && tls.password == "p" && tls.clientAuthorities == nil)
    #expect(throws: UsageError.self) { try ServerConfiguration(parsing: ["--ssl-ca-file", "a.pem"], environment: [:]) }
    #expect(try ServerConfiguration(parsing: [], environment: [:]).tls == nil)
  }

  @Test func `limits of connections are positive numbers`() throws {
    let flags = [
      "--maximum-connections", "7", "--maximum-header-bytes", "6", "--request-timeout", "5", "--idle-timeout", "4", "--shutdown-delay", "3",
    ]
    let configuration = try ServerConfiguration(parsing: flags, environment: [:])
    #expect(configuration.connections.connections == 7 && configuration.connections.headerBytes == 6)
    #expect(configuration.connections.receiving == .seconds(5) && configuration.connections.idle == .seconds(4))
    #expect(configuration.shutdownDelay == .seconds(3))
    #expect(throws: Never.self) { try ServerConfiguration(parsing: ["--maximum-header-bytes", "9223372036854775807"], environment: [:]) }
    #expect(throws: UsageError.self) { try ServerConfiguration(parsing: [], environment: ["API_SERVER_REQUEST_TIMEOUT": "0"]) }
    #expect(throws: UsageError.self) { try ServerConfiguration(parsing: ["--idle-timeout", "9223372036854775807"], environment: [:]) }
  }

  @Test func `syslog is off unless asked for, and then local over UDP`() throws {
    func syslog(_ flags: String...) throws -> SyslogEndpoint? { try ServerConfiguration(parsing: flags, environment: [:]).logging.syslog }
    #expect(try syslog("--syslog-address", "a") == nil)
    #expect(try syslog("--use-syslog") == SyslogEndpoint())
    #expect(
      try syslog("--use-syslog", "--syslog-address", "a", "--syslog-port", "1", "--syslog-protocol", "tcp")
        == SyslogEndpoint(host: "a", port: 1, transport: .tcp))
    #expect(throws: UsageError.self) { try syslog("--use-syslog", "--syslog-port", "0") }
    #expect(throws: UsageError.self) { try syslog("--use-syslog", "--syslog-protocol", "ftp") }
  }

  @Test func `the level of the log is that of the flags, else of Rasa's variable, else of the file`() throws {
    func level(_ flags: [String], _ environment: [String: String]) throws -> Logger.Level {
      try ServerConfiguration(parsing: flags, environment: environment).logging.level
    }
    #expect(try level([], ["LOG_LEVEL": "ERROR"]) == .error)
    #expect(try level(["-vv"], ["LOG_LEVEL": "ERROR"]) == .debug)
    #expect(throws: UsageError.self) { try level([], ["LOG_LEVEL": "LOUD"]) }
  }

  @Test func `a model may stand without its flag, remote storage is refused, and a start says what is on without secrets`() throws {
    #expect(try ServerConfiguration(parsing: ["there"], environment: [:]).model == "there")
    #expect(throws: UsageError.self) { try ServerConfiguration(parsing: ["--remote-storage", "aws"], environment: [:]) }
    let flags = ["--enable-api", "--auth-token", "sesame", "--jwt-secret", "open", "--ssl-certificate", "c", "--ssl-password", "p4ss"]
    let summary = try ServerConfiguration(parsing: flags, environment: [:]).summary
    #expect(summary.contains("access by token or JSON web token (HS256)") && summary.contains("TLS"))
    for secret in ["sesame", "open", "p4ss"] { #expect(!summary.contains(secret)) }
  }
}
