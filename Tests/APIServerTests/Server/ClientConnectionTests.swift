import APIServer
import Shared
import Testing

@Suite("A client that goes away stops what is done for it")
struct ClientConnectionTests {
  private let threads = WorkerThreads(count: 1, niceness: 0)

  @Test("work is cancelled when the connection closes, and its value is not used")
  func closes() async {
    let connection = ClientConnection()
    let (begun, beginning) = AsyncStream.makeStream(of: Void.self)
    await ClientConnection.$current.withValue(connection) {
      let work = Task {
        try await ClientConnection.untilClosed(on: threads) {
          beginning.finish()
          while !Task.isCancelled { await Task.yield() }
        }
      }
      for await _ in begun {}
      connection.close()
      await #expect(throws: CancellationError.self) { try await work.value }
    }
  }

  @Test("so is work that begins after the connection closed")
  func closed() async {
    let connection = ClientConnection()
    connection.close()
    await ClientConnection.$current.withValue(connection) {
      await #expect(throws: CancellationError.self) { try await ClientConnection.untilClosed(on: threads) { 7 } }
    }
  }

  @Test("otherwise the value arrives, whether there is a connection or none")
  func stays() async throws {
    #expect(try await ClientConnection.untilClosed(on: threads) { 7 } == 7)
    let connection = ClientConnection()
    let value = try await ClientConnection.$current.withValue(connection) { try await ClientConnection.untilClosed(on: threads) { 7 } }
    connection.close()
    #expect(value == 7)
  }

  @Test("cancelling the one who waits cancels the work as well")
  func cancelled() async {
    let task = Task { try await ClientConnection.untilClosed(on: threads) { while !Task.isCancelled { await Task.yield() } } }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }
}
