import Glibc
import Shared
import Synchronization
import Testing

@Suite("Threads for work that must not keep others waiting")
struct WorkerThreadsTests {
  struct Failure: Error, Equatable {}

  /// How much is under way.
  final class Level: Sendable {
    private let value = Mutex((now: 0, most: 0))

    var most: Int { value.withLock { $0.most } }

    func rise() { value.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) } }
    func fall() { value.withLock { $0.now -= 1 } }
  }

  @Test("its value arrives, and so does its error, typed")
  func result() async throws {
    let threads = WorkerThreads(count: 1, niceness: 0)
    #expect(await threads.run { _ in 7 } == 7)
    do throws(Failure) {
      try await threads.run { _ throws(Failure) in throw Failure() }
      Issue.record("it throws")
    } catch {
      #expect(error == Failure())
    }
  }

  @Test("no more is under way at once than there are threads, and as much as that is", arguments: [1, 3])
  func bounded(count: Int) async {
    let threads = WorkerThreads(count: count, niceness: 0)
    let arrivals = Arrivals(count)
    let level = Level()
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<(4 * count) {
        group.addTask {
          await threads.run { _ in
            level.rise()
            if number < count { arrivals.arriveAndWait() }
            level.fall()
          }
        }
      }
    }
    #expect(level.most == count)
  }

  @Test("a thread has the niceness that was asked for, and nobody else has it")
  func niceness() async {
    let before = getpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0)
    let threads = WorkerThreads(count: 1, niceness: 7)
    #expect(await threads.run { _ in getpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0) } == max(before, 7))
    #expect(await BlockingWork.run { _ in getpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0) } == before)
  }

  @Test("a thread can be made nicer later, and stays so")
  func nicer() async {
    let threads = WorkerThreads(count: 1, niceness: 0)
    await threads.run { _ in WorkerThreads.lowerPriority(to: 9) }
    #expect(await threads.run { _ in getpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0) } == 9)
  }

  @Test("while a task waits, its thread serves another one")
  func waiting() async {
    let threads = WorkerThreads(count: 1, niceness: 0)
    let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await withTaskExecutorPreference(threads) { for await _ in stream {} } }
      group.addTask { await withTaskExecutorPreference(threads) { continuation.finish() } }
    }
  }

  @Test("cancelling the caller raises the flag that the work was given")
  func cancellation() async {
    let threads = WorkerThreads(count: 1, niceness: 0)
    let started = Arrivals(2)
    let task = Task {
      await threads.run { cancellation in
        started.arriveAndWait()
        while !cancellation.isRaised { usleep(1_000) }
      }
    }
    await BlockingWork.run { _ in started.arriveAndWait() }
    task.cancel()
    await task.value
  }

  @Test("its threads end with it")
  func end() async throws {
    // Each run of this keeps three threads for as long as it takes; hundreds of thousands at once are more than a process may have.
    for _ in 0..<2_000 { #expect(await WorkerThreads(count: 3, niceness: 0).run { _ in 1 } == 1) }
  }
}
