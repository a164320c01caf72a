internal import SystemPackage

/// Brings a file into a store: once, and never in the place of something else unless that is wanted.
///
/// What is there already is looked at first, so that the same bytes are not sent again. Where looking is not allowed, the store's own check
/// of the condition has to do. A transfer that broke off is made again: if it had come through after all, the same bytes are found there.
package struct ObjectUpload: Sendable {
  /// How it ended.
  package enum Outcome: Sendable, Equatable {
    case stored
    /// The object has these very bytes already; nothing was changed.
    case isThere
  }

  private let store: any ObjectStore
  private let policy: ResumePolicy
  private let clock: RemoteClock

  package init(to store: any ObjectStore, policy: ResumePolicy = ResumePolicy(), clock: RemoteClock = .machine) {
    self.store = store
    self.policy = policy
    self.clock = clock
  }

  /// - Parameter replaces: whether an object with other bytes may be replaced.
  package func run(_ content: ObjectContent, as key: String, replaces: Bool) async throws(ObjectStoreError) -> Outcome {
    if let object = try await present(key) {
      if try await has(object, content) { return .isThere }
      guard replaces else { throw .exists(place: store.name(of: key)) }
    }
    var failures = 0
    while true {
      do throws(ObjectStoreError) {
        if Task.isCancelled { throw .transfer(.cancelled) }
        try await store.write(content, as: key, replaces: replaces)
        return .stored
      } catch .exists(let place) {
        guard let object = try await present(key), try await has(object, content) else { throw .exists(place: place) }
        return .isThere
      } catch {
        failures += 1
        guard error.isTransient, failures < policy.attempts else { throw error }
        await clock.sleep(policy.delay(after: failures))
      }
    }
  }

  /// `nil` when there is no such object, or these credentials may write and not read.
  private func present(_ key: String) async throws(ObjectStoreError) -> StoredObject? {
    do throws(ObjectStoreError) {
      guard case .found(let object) = try await store.find(key, unless: nil) else { return nil }
      return object
    } catch .missing, .refused {
      return nil
    }
  }

  /// Whether the object has these bytes, as far as the store states what its bytes come to.
  private func has(_ object: StoredObject, _ content: ObjectContent) async throws(ObjectStoreError) -> Bool {
    guard object.size == content.size else { return false }
    if object.checksums.isEmpty {
      // Of an object that was uploaded in one piece, S3's ETag is its MD5, unless it is encrypted with a key of one's own.
      guard let md5 = content.md5 else { return false }
      return object.version.text == "\"\(Hexadecimal.text(md5))\""
    }
    let verification = ContentVerification(object.checksums)
    do {
      try await BlockingWork.run { cancellation throws(Errno) in
        try verification.advance(content.file, to: content.size, cancellation: cancellation)
      }
    } catch {
      throw .transfer(.cannotRead(error))
    }
    if Task.isCancelled { throw .transfer(.cancelled) }
    return verification.finish().mismatch == nil
  }
}
