internal import NIOCore

/// Runs tasks on one event loop.
final class EventLoopExecutor: TaskExecutor {
  private let loop: any EventLoop

  init(_ loop: any EventLoop) { self.loop = loop }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let executor = asUnownedTaskExecutor()
    // The loop runs every job that it has taken before it ends, and the task keeps this object until then.
    loop.execute { job.runSynchronously(on: executor) }
  }
}
