import Glibc
import Shared
import Testing

@Suite("Work that blocks")
struct BlockingWorkTests {
  struct Failure: Error, Equatable {}

  @Test("its value arrives, and so does its error, typed")
  func result() async throws {
    #expect(await BlockingWork.run { _ in 7 } == 7)
    do throws(Failure) {
      try await BlockingWork.run { _ throws(Failure) in throw Failure() }
      Issue.record("it throws")
    } catch {
      #expect(error == Failure())
    }
  }

  @Test("more of it than there are cores is under way at once")
  func parallel() async {
    // Each waits for all the others: with as few threads as the cooperative pool has, none would ever end.
    let count = 2 * Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    let arrivals = Arrivals(count)
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<count { group.addTask { await BlockingWork.run { _ in arrivals.arriveAndWait() } } }
    }
  }

  @Test("cancelling the caller raises the flag that the work was given")
  func cancellation() async {
    let started = Arrivals(2)
    let task = Task {
      await BlockingWork.run { cancellation in
        started.arriveAndWait()
        while !cancellation.isRaised { usleep(1_000) }
      }
    }
    await BlockingWork.run { _ in started.arriveAndWait() }
    task.cancel()
    await task.value
  }
}
