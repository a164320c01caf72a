import APIServer
import Foundation
import HTTPTypes
import JSON
import Testing

/// Tokens that PyJWT made, with `Fixtures/make_json_web_tokens.py`, and what becomes of them.
struct JWTVerifierTests {
  private let tokens: JSONValue
  private let secret: String

  init() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures/json_web_tokens.json")
    tokens = try JSONParser.parse(Array(try Data(contentsOf: file)))
    secret = try #require(tokens["secret"]?.string)
  }

  private func verifier(_ algorithm: JWTAlgorithm, _ key: String) throws -> JWTVerifier {
    try JWTVerifier(algorithm, secret: key, now: { 1_700_000_000 })
  }

  @Test func `tokens of every algorithm are verified with their key, and with no other`() throws {
    let good = try #require(tokens["good"]?.array)
    #expect(good.count == 14)
    for row in good {
      let algorithm = try #require(row["algorithm"]?.string.flatMap { JWTAlgorithm(rawValue: $0) })
      let (key, token) = (try #require(row["key"]?.string), try #require(row["token"]?.string))
      #expect(try verifier(algorithm, key).claims(of: token)?["user"]?["username"] == "ada", "\(algorithm)")
      for other in good where other["algorithm"] != row["algorithm"] {
        #expect(try verifier(algorithm, key).claims(of: try #require(other["token"]?.string)) == nil, "\(algorithm)")
      }
    }
  }

  @Test func `what PyJWT refuses is refused, and what is too long or padded as well`() throws {
    let verifier = try verifier(.hs256, secret)
    let refused = try #require(tokens["refused"]?.object)
    #expect(refused.count > 30)
    for (name, token) in refused { #expect(verifier.claims(of: try #require(token.string)) == nil, "\(name)") }
  }

  @Test func `clocks may differ by three minutes, and what a header points at is not looked at`() throws {
    let verifier = try verifier(.hs256, secret)
    let accepted = try #require(tokens["accepted"]?.object)
    #expect(accepted.count == 5)
    for (name, token) in accepted { #expect(verifier.claims(of: try #require(token.string)) != nil, "\(name)") }
  }

  @Test func `a public key is never a shared secret`() throws {
    let (key, token) = (try #require(tokens["confused"]?["key"]?.string), try #require(tokens["confused"]?["token"]?.string))
    #expect(throws: UsageError.self) { try verifier(.hs256, key) }
    #expect(try verifier(.rs256, key).claims(of: token) == nil)
  }

  @Test func `a key must go with its algorithm`() throws {
    for row in try #require(tokens["good"]?.array) where row["algorithm"]?.string?.hasPrefix("ES") == true {
      let key = try #require(row["key"]?.string)
      for algorithm in JWTAlgorithm.allCases where algorithm.rawValue != row["algorithm"]?.string {
        #expect(throws: UsageError.self, "\(algorithm)") { try verifier(algorithm, key) }
      }
    }
    #expect(throws: UsageError.self) { try verifier(.hs256, "") }
    #expect(throws: UsageError.self) { try verifier(.rs256, "no key") }
  }

  @Test func `roles open what they should`() async throws {
    let server = try TestServer(access: AccessControl(token: AccessToken("t"), verifier: try verifier(.hs256, secret)))
    server.current.swap(to: .greeting("one"))
    let ada = try #require(tokens["good"]?.array?.first?["token"]?.string)
    func status(_ path: String, _ authorization: String?) async throws -> Int {
      try await server.ask(.get, path, headers: authorization.map { [.authorization: $0] } ?? [:]).status
    }
    #expect(try await status("/conversations/ada/tracker", "Bearer \(ada)") == 200)
    #expect(try await status("/conversations/Ada/tracker", "Bearer \(ada)") == 403)
    #expect(try await status("/conversations/ada/x/tracker", "Bearer \(ada)") == 403)
    #expect(try await status("/status", "Bearer \(ada)") == 403)
    #expect(try await status("/status?token=t", "Bearer \(ada)") == 200)
    #expect(try await status("/status", "Bearer t") == 200)
    #expect(try await status("/status", nil) == 401)
    #expect(try await status("/status", "Bearer x.y.z") == 401)
    for value in [ada, "bearer \(ada)", "Bearer  \(ada)", "Bearer", "Basic x"] {
      #expect(try await status("/status", value) == 400, "\(value)")
    }
  }
}
