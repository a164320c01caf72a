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

  private typealias Part = Result<Int, ObjectStoreError>

  /// - Returns: the digest of the whole content.
  package func run() async throws(ObjectStoreError) -> SHA256Digest {
    let verification = ContentVerification(object.checksums)
    let result: Result<Void, ObjectStoreError> = await withTaskGroup(of: Part.self) { group in
      let count = plan.count(ofSize: object.size)
      var next = 0
      var finished: Set<Int> = []
      var frontier = 0
      func startNext() {
        guard next < count else { return }
        let index = next
        next += 1
        group.addTask { await part(index) }
      }
      for _ in 0..<plan.parallel { startNext() }
      while let result = await group.next() {
        do throws(ObjectStoreError) {
          finished.insert(try result.get())
          startNext()
          // Parts end in any order; the digest wants the bytes in theirs.
          while finished.remove(frontier) != nil { frontier += 1 }
          try await verify(verification, upTo: frontier)
        } catch {
          group.cancelAll()
          return .failure(error)
        }
      }
      return .success(())
    }
    try result.get()
    let (digest, mismatch) = verification.finish()
    if let mismatch { throw .checksum(place: place, algorithm: mismatch.rawValue) }
    return digest
  }

  private var place: String { store.name(of: object.key) }

  private func verify(_ verification: ContentVerification, upTo parts: Int) async throws(ObjectStoreError) {
    let end = min(Int64(parts) * plan.partSize, object.size)
    let file = file
    do {
      try await BlockingWork.run { cancellation throws(Errno) in try verification.advance(file, to: end, cancellation: cancellation) }
    } catch {
      throw .transfer(.cannotWrite(error))
    }
    if Task.isCancelled { throw .transfer(.cancelled) }
  }

  /// One part, taken up again where it broke off as long as that makes sense.
  private func part(_ index: Int) async -> Part {
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
    return .success(index)
  }
}
