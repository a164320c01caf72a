import APIServer
import Shared
import Testing

@Suite("credentials.yml")
struct ChannelConfigurationTests {
  private func read(_ text: String) throws -> ChannelConfiguration {
    try ChannelConfiguration(
      ConfigurationSections(parsing: Array(text.utf8), file: "credentials.yml", of: "channels", environment: ["URL": "http://bot"]))
  }

  @Test("without the file the REST channel is served, under the name of Rasa's console")
  func noFile() { #expect(ChannelConfiguration().rest == "cmdline") }

  @Test("a channel is served when the file names it")
  func named() throws {
    let both = try read("rest:\ncallback:\n  url: ${URL}/in\n")
    #expect(both.rest == "rest")
    #expect(both.callback?.endpoint.url == "http://bot/in")
    #expect(both.warnings.isEmpty)
    let none = try read("# nothing\n")
    #expect(none.rest == nil)
    #expect(none.callback == nil)
  }

  @Test("one that this server does not have is named in a warning")
  func unknown() throws {
    let configuration = try read("rest:\ntelegram:\n  access_token: s3cret\n")
    #expect(configuration.rest == "rest")
    #expect(configuration.warnings.count == 1)
    #expect(configuration.warnings[0].contains("telegram"))
    #expect(!configuration.warnings[0].contains("s3cret"))
  }

  @Test("what is wrong is told with its place")
  func wrong() {
    #expect {
      _ = try read("rest:\ncallback:\n  url: nowhere\n")
    } throws: { error in
      "\(error)" == "credentials.yml, line 3, column 8: callback.url must be an http or https URL"
    }
  }
}
