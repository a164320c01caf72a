package import SystemPackage

/// Brings one version of an object into a file: in parts, several at a time, each resumed where it broke off, and verified while the rest
/// is still on its way.
package struct ObjectDownload: Sendable {
  private let store: any ObjectStore
  private let object: StoredObject
  private let file: FileDescriptor
  private let plan: PartPlan
  private let policy: ResumePolicy
  private let clock: RemoteClock

  package init(
    _ object: StoredObject, of store: any ObjectStore, into file: FileDescriptor, plan: PartPlan = PartPlan(),
    policy: ResumePolicy = ResumePolicy(), clock: RemoteClock = .machine
  ) {
    self.store = store
    self.object = object
    self.file = file
    self.plan = plan
    self.policy = policy
    self.clock = clock
  }

  private enum Step {
    case part(Int)
    /// As much as was there when it began.
    case verified
  }

  private typealias Outcome = Result<Step, ObjectStoreError>

  /// - Returns: the digest of the whole content.
  package func run() async throws(ObjectStoreError) -> SHA256Digest {
    let verification = ContentVerification(object.checksums)
    let failure: ObjectStoreError? = await withTaskGroup(of: Outcome.self) { group in
      let count = plan.count(ofSize: object.size)
      var (begun, whole, verified) = (0, 0, 0)
      var finished: Set<Int> = []
      var isVerifying = false
      func beginPart() {
        guard begun < count else { return }
        let index = begun
        begun += 1
        group.addTask { await part(index) }
      }
      for _ in 0..<plan.parallel { beginPart() }
      while let outcome = await group.next() {
        switch outcome {
        case .failure(let error):
          group.cancelAll()
          return error
        case .success(.verified): isVerifying = false
        case .success(.part(let index)):
          beginPart()
          finished.insert(index)
          // Parts end in any order; the digest wants the bytes in theirs.
          while finished.remove(whole) != nil { whole += 1 }
        }
        guard !isVerifying, verified < whole else { continue }
        verified = whole
        isVerifying = true
        let end = min(Int64(whole) * plan.partSize, object.size)
        group.addTask { await verify(verification, upTo: end) }
      }
      return nil
    }
    if let failure { throw failure }
    let (digest, mismatch) = verification.finish()
    if let mismatch { throw .checksum(place: place, algorithm: mismatch.rawValue) }
    return digest
  }

  private var place: String { store.name(of: object.key) }

  private func verify(_ verification: ContentVerification, upTo end: Int64) async -> Outcome {
    let file = file
    do {
      try await BlockingWork.run { cancellation throws(Errno) in try verification.advance(file, to: end, cancellation: cancellation) }
    } catch {
      return .failure(.transfer(.cannotWrite(error)))
    }
    return Task.isCancelled ? .failure(.transfer(.cancelled)) : .success(.verified)
  }

  /// One part, taken up again where it broke off as long as that makes sense.
  private func part(_ index: Int) async -> Outcome {
    let range = plan.range(index, ofSize: object.size)
    var position = range.lowerBound
    var (failuresInRow, failures) = (0, 0)
    while position < range.upperBound {
      let received = ByteCount()
      do throws(ObjectStoreError) {
        try await store.read(object, position..<range.upperBound, into: file, received: received)
        position += received.value
        guard position == range.upperBound else { throw .malformed(place: place, reason: "a part of it is shorter than it should be") }
      } catch {
        position += received.value
        failuresInRow = received.value > 0 ? 1 : failuresInRow + 1
        failures += 1
        guard error.isTransient, failuresInRow < policy.attempts, failures < policy.limit else { return .failure(error) }
        await clock.sleep(policy.delay(after: failuresInRow))
        if Task.isCancelled { return .failure(.transfer(.cancelled)) }
      }
    }
    return .success(.part(index))
  }
}
