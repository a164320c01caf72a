import Glibc
import Shared
import TestSupport
import Testing

/// Each in a process of its own, since the environment belongs to the whole process.
@Suite struct HTTPProxyTests {
  @Test("a proxy of the environment is used, but not for the hosts that no_proxy names")
  func environment() async {
    await #expect(processExitsWith: .success) {
      let proxy = try LoopbackServer { _, connection in connection.answer("200 OK", "from the proxy") }
      let direct = try LoopbackServer { _, connection in connection.answer("200 OK", "direct") }
      setenv("http_proxy", "http://me:secret@127.0.0.1:\(proxy.port)", 1)
      setenv("no_proxy", "127.0.0.1", 1)
      let client = HTTPClient()
      let response = try await client.execute(.init(url: "http://models.example/m"))
      #expect(response.body == Array("from the proxy".utf8))
      #expect(proxy.requests.first?.hasPrefix("GET http://models.example/m HTTP/1.1\r\n") == true)
      #expect(try await client.execute(.init(url: direct.url())).body == Array("direct".utf8))
      client.shutdown()
    }
  }

  @Test("a proxy's address that cannot be used shows up nowhere: it may hold a password")
  func unusable() async {
    await #expect(processExitsWith: .success) {
      unsetenv("no_proxy")
      let client = HTTPClient()
      for proxy in ["http://user:s3c#ret@proxy:3128", "socks6://user:s3cret@proxy:3128", "http://user:s3cret@proxy:99999"] {
        setenv("http_proxy", proxy, 1)
        let error = await #expect(throws: HTTPClientError.self) { _ = try await client.execute(.init(url: "http://models.example/m")) }
        #expect(error?.description.contains("s3c") == false && error?.description.contains("proxy") == true)
      }
      client.shutdown()
    }
  }

  @Test("a request may leave the proxy aside")
  func none() async {
    await #expect(processExitsWith: .success) {
      let direct = try LoopbackServer { _, connection in connection.answer("200 OK", "direct") }
      setenv("http_proxy", "http://127.0.0.1:9", 1)
      unsetenv("no_proxy")
      let client = HTTPClient()
      var request = HTTPClient.Request(url: direct.url())
      request.proxy = .none
      #expect(try await client.execute(request).body == Array("direct".utf8))
      client.shutdown()
    }
  }
}
