import APIServer
import FoundationEssentials
import Hummingbird
import JSON
import Synchronization
import Testing

@Suite("The current model")
struct CurrentModelTests {
  private final class Ends: Sendable {
    private let names = Mutex<[String]>([])
    var all: [String] { names.withLock { $0 } }
    func note(_ name: String) -> @Sendable () -> Void { { self.names.withLock { $0.append(name) } } }
  }

  @Test("a model that nobody uses ends with the swap")
  func ends() {
    let (current, ends) = (CurrentModel(), Ends())
    current.swap(to: .stub("one", onEnd: ends.note("one")))
    #expect(ends.all.isEmpty)
    current.swap(to: .stub("two", onEnd: ends.note("two")))
    #expect(ends.all == ["one"])
    current.swap(to: nil)
    #expect(ends.all == ["one", "two"])
  }

  @Test("a request keeps the model that it took, which ends with the request")
  func keeps() {
    let (current, ends) = (CurrentModel(), Ends())
    current.swap(to: .stub("one", onEnd: ends.note("one")))
    var taken = current.value.model
    current.swap(to: .stub("two"))
    #expect(taken?.modelID == "one")
    #expect(current.value.model?.modelID == "two")
    #expect(ends.all.isEmpty)
    taken = nil
    #expect(ends.all == ["one"])
  }

  @Test("a failure stays until the next swap, and what is served stays with it")
  func failure() {
    let current = CurrentModel()
    current.swap(to: .stub("one"))
    current.report(LoadFailure(model: "two", reason: "it is cut", time: Date(timeIntervalSince1970: 0)))
    #expect(current.value.model?.modelID == "one")
    #expect(current.value.failure?.json["time"] == "1970-01-01T00:00:00Z")
    current.swap(to: .stub("three"))
    #expect(current.value.failure == nil)
  }

  @Test("under swaps every answer is wholly from one model or another")
  func swaps() async throws {
    let server = try TestServer.loaded()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<4 {
        group.addTask {
          for _ in 0..<500 {
            let answer = try await server.ask(.post, "/model/parse", body: #"{"text": "x"}"#)
            #expect(answer.status == 200)
            #expect(try ["one", "two"].contains(answer.json["model"]?.string))
          }
        }
      }
      for index in 0..<500 { server.current.swap(to: .stub(index % 2 == 0 ? "two" : "one")) }
      try await group.waitForAll()
    }
  }
}
