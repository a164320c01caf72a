import APIServer
import HTTPTypes
import JSON
import TestSupport
import Testing

@Suite("POST /model/train")
struct TrainRouteTests {
  @Test func `training is not done here, and the answer says so in Rasa's shape`() async throws {
    for server in [try TestServer(), try TestServer.loaded()] {
      let answer = try await server.ask(.post, "/model/train", body: "language: en")
      #expect(answer.status == 501)
      let json = try answer.json
      #expect(json["status"] == "failure")
      #expect(json["reason"] == "NotImplemented")
      #expect(json["code"] == 501)
      #expect(json["message"]?.string?.contains("does not train") == true)
    }
  }

  @Test func `who may not use the API does not learn that`() async throws {
    let server = try TestServer(access: AccessControl(token: AccessToken("secret")))
    #expect(try await server.ask(.post, "/model/train").status == 401)
    #expect(try await server.ask(.post, "/model/train?token=secret").status == 501)
    #expect(try await TestServer(enablesAPI: false).ask(.post, "/model/train").status == 404)
    #expect(try await server.ask(.get, "/model/train?token=secret").status == 405)
  }

  @Test func `with a callback URL it is a promise, and one that cannot be used is refused`() async throws {
    let server = try TestServer()
    #expect(try await server.ask(.post, "/model/train?callback_url=http://127.0.0.1:1/").status == 204)
    let refused = try await server.ask(.post, "/model/train?callback_url=http://169.254.169.254/")
    #expect(refused.status == 400)
    #expect(try refused.json["details"] == ["parameter": "callback_url", "in": "query"])
  }
}
