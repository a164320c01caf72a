import APIServer
import Hummingbird
import JSON
import Testing

@Suite("Greeting, version, status and health")
struct StatusRoutesTests {
  @Test("the greeting names the version of Rasa that clients expect")
  func greeting() async throws {
    let answer = try await TestServer().ask(.get, "/")
    #expect(answer.status == 200)
    #expect(answer.text == "Hello from Rasa: 3.6.21")
    #expect(answer.headers[.contentType] == "text/plain; charset=utf-8")
  }

  @Test("the version is compatible with itself alone, with and without a slash at the end")
  func version() async throws {
    let server = try TestServer()
    for path in ["/version", "/version/"] {
      let answer = try await server.ask(.get, path)
      #expect(try answer.json == ["version": "3.6.21", "minimum_compatible_version": "3.6.21"])
    }
  }

  @Test("the status names the model in three members")
  func status() async throws {
    let answer = try await TestServer.loaded().ask(.get, "/status")
    #expect(answer.status == 200)
    #expect(answer.text == #"{"model_file":"one.tar.gz","model_id":"one","num_active_training_jobs":0}"#)
  }

  @Test("without a model the status is Rasa's conflict")
  func conflict() async throws {
    let answer = try await TestServer().ask(.get, "/status")
    #expect(answer.status == 409)
    #expect(
      try answer.json == [
        "version": "3.6.21", "status": "failure", "reason": "Conflict", "details": [:], "code": 409,
        "message": "No agent loaded. To continue processing, a model of a trained agent needs to be loaded.",
        "help": "https://rasa.com/docs/rasa/user-guide/configuring-http-api/",
      ])
  }

  @Test("the process is alive without a model, but ready only with one")
  func health() async throws {
    let server = try TestServer()
    #expect(try await server.ask(.get, "/healthz").status == 200)
    let unready = try await server.ask(.get, "/readyz")
    #expect(unready.status == 503)
    #expect(try unready.json["ready"] == false)
    server.current.swap(to: .stub("one"))
    let ready = try await server.ask(.get, "/readyz")
    #expect(ready.status == 200)
    #expect(try ready.json["model_id"] == "one")
  }

  @Test("metrics count answers by endpoint, and made-up paths and methods as other")
  func metrics() async throws {
    let server = try TestServer.loaded()
    _ = try await server.ask(.get, "/version")
    _ = try await server.ask(.get, "/made/up")
    let text = try await server.ask(.get, "/metrics").text
    #expect(text.contains(#"api_server_requests_total{method="GET",route="/version",status="200"} 1"#))
    #expect(text.contains(#"api_server_requests_total{method="GET",route="other",status="404"} 1"#))
    #expect(!text.contains("made"))
  }

  @Test(
    "without the API only the greeting and the operator's endpoints are served",
    arguments: [
      ("/", 200), ("/healthz", 200), ("/readyz", 503), ("/metrics", 200), ("/version", 404), ("/status", 404), ("/model/parse", 404),
      ("/model", 404),
    ])
  func withoutAPI(path: String, status: Int) async throws {
    #expect(try await TestServer(enablesAPI: false).ask(.get, path).status == status)
  }
}
