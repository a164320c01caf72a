internal import Dispatch

/// The one place where work that blocks its thread runs: unpacking, loading a model, `fsync`.
///
/// The cooperative pool has as many threads as the machine has cores; work that waits for a disk there would stop
/// everything else. Here it gets a thread of its own:
///
///     let unpacked = try await BlockingWork.run { cancellation throws(ArchiveError) in
///       try ModelArchive.unpack(archive, into: directory, cancellation: cancellation)
///     }
public enum BlockingWork {
  private static let queue = DispatchQueue(label: "souffleur.blocking-work", attributes: .concurrent)

  /// Runs `work` on a thread outside the cooperative pool and waits for its end without blocking.
  ///
  /// Cancelling the calling task raises the flag that `work` was given. Work that looks at it ends early; work that
  /// does not runs to its end, and so does this call: nothing is ever left running behind the caller's back.
  public static func run<Value: Sendable, Failure: Error>(
    _ work: @escaping @Sendable (CancellationFlag) throws(Failure) -> Value
  ) async throws(Failure) -> Value {
    let flag = CancellationFlag()
    let result: Result<Value, Failure> = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        queue.async {
          continuation.resume(returning: Result { () throws(Failure) in try work(flag) })
        }
      }
    } onCancel: {
      flag.raise()
    }
    return try result.get()
  }
}
