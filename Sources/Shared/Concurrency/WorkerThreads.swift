internal import Dispatch
internal import Glibc
internal import Synchronization

/// Threads of their own for work that must not keep others waiting: at most as many at a time as there are threads, and with less of the
/// processor than what runs elsewhere in the process.
///
///     let loading = WorkerThreads(count: 1, niceness: 10)
///     let model = try await loading.run { cancellation throws(ModelLoadError) in try load(cancellation) }
///
/// As a task executor it takes tasks that wait as well; while they do, their thread serves another one. The threads end with the object.
public final class WorkerThreads: TaskExecutor {
  private let queue = WorkQueue()

  /// - Parameters:
  ///   - count: how many threads; what comes beyond waits its turn.
  ///   - niceness: 0 for the process's own priority, 19 for the lowest.
  public init(count: Int, niceness: Int) {
    for _ in 0..<max(count, 1) { queue.startThread(niceness: Int32(niceness)) }
  }

  deinit { queue.close() }

  public func enqueue(_ job: consuming ExecutorJob) { queue.append(UnownedJob(job), for: asUnownedTaskExecutor()) }

  /// Lowers the priority of the thread that this is called on, for good: for work on threads like these alone.
  public static func lowerPriority(to niceness: Int) { Priority.lower(to: Int32(niceness)) }

  /// Runs `work` on one of the threads and waits for its end without blocking.
  ///
  /// As with `BlockingWork`, cancelling the calling task raises the flag that `work` was given, and nothing is left running when this returns.
  public func run<Value: Sendable, Failure: Error>(
    _ work: @Sendable (CancellationFlag) throws(Failure) -> Value
  ) async throws(Failure) -> Value {
    let flag = CancellationFlag()
    let result: Result<Value, Failure> = await withTaskCancellationHandler {
      await withTaskExecutorPreference(self) { Result { () throws(Failure) in try work(flag) } }
    } onCancel: {
      flag.raise()
    }
    return try result.get()
  }
}

private enum Priority {
  /// On Linux a priority is the calling thread's own.
  static func lower(to niceness: Int32) { setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, niceness) }
}

/// What waits for a thread. The threads keep it, not the executor, so that the end of the executor can be theirs.
private final class WorkQueue: Sendable {
  private struct Waiting {
    var jobs: [(job: UnownedJob, executor: UnownedTaskExecutor)] = []
    var isClosed = false
  }

  private let waiting = Mutex(Waiting())
  private let count = DispatchSemaphore(value: 0)

  func append(_ job: UnownedJob, for executor: UnownedTaskExecutor) {
    waiting.withLock { $0.jobs.append((job, executor)) }
    count.signal()
  }

  /// Ends the threads. Nothing can be waiting: a task keeps the executor that it runs on.
  func close() {
    waiting.withLock { $0.isClosed = true }
    count.signal()
  }

  func startThread(niceness: Int32) {
    var thread = pthread_t()
    let start = Unmanaged.passRetained(Start(queue: self, niceness: niceness))
    let status = pthread_create(
      &thread, nil,
      { start in
        guard let start else { return nil }
        let thread = Unmanaged<Start>.fromOpaque(start).takeRetainedValue()
        Priority.lower(to: thread.niceness)
        thread.queue.work()
        return nil
      }, start.toOpaque())
    precondition(status == 0, "no thread can be started")
    pthread_detach(thread)
  }

  private func work() {
    while true {
      count.wait()
      let next = waiting.withLock { $0.jobs.isEmpty ? nil : $0.jobs.removeFirst() }
      guard let next else {
        // Closed: the next thread has to learn of it, too.
        count.signal()
        return
      }
      next.job.runSynchronously(on: next.executor)
    }
  }

  /// What a thread is told at its start.
  private final class Start: Sendable {
    let queue: WorkQueue
    let niceness: Int32

    init(queue: WorkQueue, niceness: Int32) {
      self.queue = queue
      self.niceness = niceness
    }
  }
}
