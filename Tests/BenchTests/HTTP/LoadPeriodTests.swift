import Bench
import SystemPackage
import TestSupport
import Testing

@Suite("Load on a server")
struct LoadPeriodTests {
  private static func question(_ path: String, expecting body: String, isWhole: Bool = true) -> Question {
    Question(request: HTTPCall.get(path).wireBytes, name: path, expected: Array(body.utf8), isWhole: isWhole)
  }

  /// Runs `body` with an APIServer without a model, which is enough to answer `GET /`.
  private static func withServer<Result>(_ body: (Contender) async throws -> Result) async throws -> Result {
    try await TestDirectory.with("bench") { folder in
      let server = try await RunningAPIServer.start(["-m", folder.string])
      return try await body(Contender(name: "the server", program: server.program, port: server.port, repeatsItself: true))
    }
  }

  private static func run(_ questions: [Question]) async throws -> LoadPeriod {
    try await withServer { try await LoadPeriod.run($0, connections: 2, questions: questions, for: .milliseconds(50)) }
  }

  @Test("every answer of every connection counts")
  func counts() async throws {
    let period = try await Self.run([Self.question("/", expecting: "Hello from Rasa: 3.6.21")])
    #expect(period.requests.count >= 2)
    #expect(period.requests.allSatisfy { $0.start < $0.end })
  }

  @Test("a wrong status ends the run")
  func wrongStatus() async throws {
    await #expect { try await Self.run([Self.question("/nowhere", expecting: "")]) } throws: { error in
      "\(error)".contains("status 404")
    }
  }

  @Test("an answer with another body ends the run, be it as long as the right one")
  func wrongBody() async throws {
    let right = Self.question("/", expecting: "Hello from Rasa: 3.6.21")
    await #expect { try await Self.run([right, Self.question("/", expecting: "Hello from Rasa: 3.6.20")]) } throws: { error in
      "\(error)".contains("another answer than before")
    }
  }

  @Test("an answer that is cut or goes on ends the run")
  func wrongLength() async throws {
    for body in ["Hello from Rasa: 3.6.2", "Hello from Rasa: 3.6.21!"] {
      await #expect { try await Self.run([Self.question("/", expecting: body)]) } throws: { "\($0)".contains("bytes where") }
    }
  }

  @Test("of an answer that varies, the beginning has to be right")
  func beginning() async throws {
    let period = try await Self.run([Self.question("/", expecting: "Hello from", isWhole: false)])
    #expect(!period.requests.isEmpty)
    await #expect(throws: BenchError.self) { try await Self.run([Self.question("/", expecting: "Bye", isWhole: false)]) }
  }

  @Test("a server that is gone ends the run")
  func gone() async throws {
    try await Self.withServer { contender in
      try await contender.program.stop()
      await #expect(throws: BenchError.self) {
        try await LoadPeriod.run(contender, connections: 1, questions: [Self.question("/", expecting: "")], for: .milliseconds(1))
      }
    }
  }
}
