import JSON
import Shared
import SystemPackage
import Testing

@Suite struct EndpointConfigurationTests {
  private func read(_ text: String, _ environment: [String: String] = [:]) throws -> EndpointConfiguration {
    try EndpointConfiguration(parsing: Array(text.utf8), file: "endpoints.yml", environment: environment)
  }

  private func sentence(_ text: String) throws -> String {
    do {
      _ = try read(text)
    } catch {
      return "\(error)"
    }
    Issue.record("was read: \(text)")
    return ""
  }

  @Test("every key of models: is read")
  func everyKey() throws {
    let text = """
      models:
        url: http://models:8080/${BOT}?a=1
        token: ${TOKEN}
        token_name: key
        basic_auth:
          username: me
          password: ${PASSWORD}
        headers: {X-Key: 12, X-B: "x"}
        params: {tag: a b, n: [1, "two"]}
        cafile: certs/ca.pem
        wait_time_between_pulls: ${WAIT}
        colour: blue
      """
    let server = try #require(
      try read(text, ["BOT": "bot", "TOKEN": "t&?", "PASSWORD": "12", "WAIT": "10"]).modelServer)
    #expect(server.url == "http://models:8080/bot?a=1")
    #expect(server.token == "t&?")
    #expect(server.tokenName == "key")
    #expect(server.basicAuthentication == BasicAuthentication(username: "me", password: "12"))
    #expect(server.headers == ["x-key": "12", "x-b": "x"])
    #expect(server.parameters.map { "\($0.name)=\($0.value)" } == ["tag=a b", "n=1", "n=two"])
    #expect(server.certificateAuthorityFile == "certs/ca.pem")
    #expect(server.waitTimeBetweenPulls == .seconds(10))
    #expect(server.unknownKeys == ["colour"])
    #expect(server.requestURL == "http://models:8080/bot?a=1&tag=a%20b&n=1&n=two&key=t%26%3F")
  }

  @Test("only the URL is required")
  func defaults() throws {
    let server = try #require(try read("models: {url: https://h/m}").modelServer)
    #expect(server.token == nil)
    #expect(server.tokenName == "token")
    #expect(server.basicAuthentication == nil)
    #expect(server.headers.isEmpty)
    #expect(server.certificateAuthorityFile == nil)
    #expect(server.waitTimeBetweenPulls == .seconds(100))
    #expect(server.requestURL == "https://h/m")
    #expect(try ModelServerEndpoint(url: "https://h/m") == server)
  }

  @Test("a wait of nothing means one pull", arguments: ["0", "null", "~", "", "None", "'None'", "\"0\"", "''", "0.0"])
  func pullOnce(value: String) throws {
    let server = try #require(try read("models:\n  url: http://h\n  wait_time_between_pulls: \(value)").modelServer)
    #expect(server.waitTimeBetweenPulls == nil)
  }

  @Test("a wait may be a fraction or text", arguments: [("2.5", 2500), ("'30'", 30_000), ("1_0", 10_000)])
  func wait(value: String, milliseconds: Int) throws {
    let server = try #require(try read("models:\n  url: http://h\n  wait_time_between_pulls: \(value)").modelServer)
    #expect(server.waitTimeBetweenPulls == .milliseconds(milliseconds))
  }

  @Test("a value that cannot be used is refused with its place")
  func wrongTypes() throws {
    let head = "# models\nmodels:\n  url: http://h\n"
    #expect(try sentence("models: {token: x}") == "endpoints.yml, line 1, column 9: models.url is missing")
    #expect(try sentence("models:\n  url: [x]") == "endpoints.yml, line 2, column 8: models.url must be text, not a list")
    #expect(try sentence("models:\n  url: ftp://h") == "endpoints.yml, line 2, column 8: models.url must be an http or https URL")
    #expect(try sentence("models: x") == "endpoints.yml, line 1, column 9: models must be a mapping, not a string")
    #expect(try sentence("- models") == "endpoints.yml, line 1, column 1: the file must be a mapping of endpoints")
    #expect(try sentence(head + "  token: true") == "endpoints.yml, line 4, column 10: models.token must be text, not a boolean")
    #expect(
      try sentence(head + "  headers:\n    A: 1\n    B: {c: d}")
        == "endpoints.yml, line 6, column 8: models.headers.B must be text, not an object")
    #expect(try sentence(head + "  params: x") == "endpoints.yml, line 4, column 11: models.params must be a mapping, not a string")
    #expect(
      try sentence(head + "  basic_auth: {username: x}") == "endpoints.yml, line 4, column 15: models.basic_auth.password is missing")
    for wait in ["-1", "soon", "true", "[]", "1e300", ".nan"] {
      #expect(
        try sentence(head + "  wait_time_between_pulls: \(wait)")
          == "endpoints.yml, line 4, column 28: models.wait_time_between_pulls must be a number of seconds, 0 or None")
    }
  }

  @Test("other sections are kept as they are, and empty ones are absent")
  func sections() throws {
    let endpoints = try read("action_endpoint:\n  url: http://a\nmodels:\nnlg: ~\nlock_store: {type: redis, db: 1}")
    #expect(endpoints.modelServer == nil)
    let expected: JSONValue = ["action_endpoint": ["url": "http://a"], "lock_store": ["type": "redis", "db": 1]]
    #expect(endpoints.sections == expected.object)
  }

  @Test("a file that says nothing configures nothing", arguments: ["", "# nothing\n", "~", "---\n"])
  func empty(text: String) throws {
    let endpoints = try read(text)
    #expect(endpoints.modelServer == nil)
    #expect(endpoints.sections.isEmpty)
  }

  @Test("a variable that is not set is an error with the place")
  func unsetVariable() throws {
    #expect(
      try sentence("models:\n  url: http://${MODELS_HOST}/m")
        == "endpoints.yml, line 2, column 8: the environment variable MODELS_HOST is not set")
  }

  @Test("secrets are not in descriptions")
  func secrets() throws {
    let server = try #require(
      try read("models: {url: 'http://u:pw@h/m?q=query', token: tok, basic_auth: {username: name, password: pass}, headers: {A: head}}")
        .modelServer)
    for text in ["\(server)", String(reflecting: server), dumped(server), dumped(server.basicAuthentication as Any)] {
      for secret in ["pw", "query", "tok", "name", "pass", "head"] { #expect(!text.contains(secret), "\(text)") }
    }
  }

  private func dumped(_ value: Any) -> String {
    var text = ""
    dump(value, to: &text)
    return text
  }

  @Test("a file that is not there is told from one that cannot be read")
  func files() throws {
    #expect(throws: ConfigurationError.missing("/nonexistent/endpoints.yml")) {
      try EndpointConfiguration.read("/nonexistent/endpoints.yml", environment: [:])
    }
    let error = #expect(throws: ConfigurationError.self) { try EndpointConfiguration.read("/", environment: [:]) }
    guard case .unreadable = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }
}
