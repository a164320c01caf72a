public import SystemPackage

/// An object of a store as the place where models come from: one of a given name, or the newest archive under a prefix.
///
/// Looking for news costs one request without content, and with a prefix a listing before it. The fingerprint is the store's own name of
/// the version, an ETag or a generation; with a prefix the object's name stands before it.
public struct ObjectStoreSource: ModelSource {
  /// Which object counts.
  package enum Selection: Sendable, Equatable {
    case object(String)
    /// The archive that was written last among those whose names begin so.
    case newest(under: String)
  }

  private let store: any ObjectStore
  private let selection: Selection
  private let limits: DownloadLimits
  private let plan: PartPlan
  private let policy: ResumePolicy
  private let clock: RemoteClock

  package init(
    _ store: any ObjectStore, _ selection: Selection, limits: DownloadLimits = DownloadLimits(), plan: PartPlan = PartPlan(),
    policy: ResumePolicy = ResumePolicy(), clock: RemoteClock = .machine
  ) {
    self.store = store
    self.selection = selection
    self.limits = limits
    self.plan = plan
    self.policy = policy
    self.clock = clock
  }

  public var identity: SourceIdentity {
    switch selection {
    case .object(let key): SourceIdentity(store.name(of: key))
    case .newest(let prefix): SourceIdentity(store.name(of: prefix + "*"))
    }
  }

  public func signature(suffix: String, scratch: FileDescriptor) async throws(ModelSourceError) -> [UInt8]? {
    do throws(ObjectStoreError) {
      let key = try await selected().key + suffix
      guard case .found(let object) = try await store.find(key, unless: nil) else { return nil }
      guard object.size <= ArchiveSignature.maximumBytes else {
        throw .transfer(.bodyTooLarge(DisplayURL(checked: store.name(of: key)), limit: ArchiveSignature.maximumBytes))
      }
      guard object.size > 0 else { return [] }
      try await store.read(object, 0..<object.size, into: scratch, received: ByteCount())
      do { return try ArchiveSignature.takeBack(scratch) } catch { throw .transfer(error) }
    } catch .missing {
      return nil
    } catch {
      throw translated(error)
    }
  }

  private func translated(_ error: ObjectStoreError) -> ModelSourceError {
    switch error {
    case .transfer(.cancelled): .cancelled
    case .transfer(.bodyTooLarge): .tooLarge(source: summary, limit: limits.maximumBytes)
    case .transfer(let error): .transfer(error)
    default: .storage(reason: error.description, kind: error.kind)
    }
  }

  public func fetch(unless fingerprint: Fingerprint?, into file: FileDescriptor) async throws(ModelSourceError) -> ModelSourceAnswer {
    do {
      return try await within(limits.timeout) { () async throws(ObjectStoreError) in try await fetchWhole(unless: fingerprint, into: file) }
    } catch {
      throw translated(error)
    }
  }

  /// An object that is replaced while it is read is read anew, a few times.
  private func fetchWhole(
    unless fingerprint: Fingerprint?, into file: FileDescriptor
  ) async throws(ObjectStoreError) -> ModelSourceAnswer {
    var attempts = 0
    while true {
      do throws(ObjectStoreError) {
        if Task.isCancelled { throw .transfer(.cancelled) }
        return try await fetchOnce(unless: fingerprint, into: file)
      } catch .changed(let place) {
        attempts += 1
        guard attempts < 3 else { throw .changed(place: place) }
        do { try file.resize(to: 0) } catch { throw .transfer(.cannotWrite(error as? Errno ?? .ioError)) }
      }
    }
  }

  private func fetchOnce(
    unless fingerprint: Fingerprint?, into file: FileDescriptor
  ) async throws(ObjectStoreError) -> ModelSourceAnswer {
    let (key, label) = try await selected()
    let known = fingerprint.flatMap { $0.text.hasPrefix(label) ? Fingerprint(String($0.text.dropFirst(label.count))) : nil }
    guard case .found(let object) = try await store.find(key, unless: known), object.version != known else {
      guard known != nil else {
        throw .malformed(place: store.name(of: key), reason: "it says that nothing changed, to someone who has nothing")
      }
      return .unchanged
    }
    guard object.size <= limits.maximumBytes else {
      throw .transfer(.bodyTooLarge(DisplayURL(checked: summary), limit: limits.maximumBytes))
    }
    if let free = FreeSpace.shortage(forArchiveOf: object.size, beside: file) {
      throw .transfer(.noSpace(DisplayURL(checked: summary), bytes: object.size, free: free))
    }
    // A rate is kept by one connection.
    var plan = plan
    if limits.maximumBytesPerSecond != nil { plan.parallel = 1 }
    TransferProgress.current?.begin(total: object.size)
    let digest = try await ObjectDownload(object, of: store, into: file, plan: plan, policy: policy, clock: clock).run()
    return .fetched(
      FetchedArchive(
        fingerprint: Fingerprint(label + object.version.text), displayName: FetchedArchive.displayName(of: key), bytes: object.size,
        sha256: digest))
  }

  /// The object that counts now, and what stands before its version in a fingerprint.
  private func selected() async throws(ObjectStoreError) -> (key: String, label: String) {
    switch selection {
    case .object(let key): return (key, "")
    case .newest(let prefix):
      guard let key = try await store.newestKey(under: prefix) else { throw .nothingUnder(place: store.name(of: prefix)) }
      return (key, key + "@")
    }
  }

  /// Ends what takes longer than it may in all.
  private func within(
    _ limit: Duration?, _ work: @escaping @Sendable () async throws(ObjectStoreError) -> ModelSourceAnswer
  ) async throws(ObjectStoreError) -> ModelSourceAnswer {
    guard let limit else { return try await work() }
    let (clock, display) = (clock, DisplayURL(checked: summary))
    let result = await withTaskGroup(of: Result<ModelSourceAnswer, ObjectStoreError>?.self) { group in
      group.addTask {
        do throws(ObjectStoreError) { return .success(try await work()) } catch { return .failure(error) }
      }
      group.addTask {
        await clock.sleep(limit)
        return nil
      }
      defer { group.cancelAll() }
      return await group.next() ?? nil
    }
    if Task.isCancelled { throw .transfer(.cancelled) }
    guard let result else { throw .transfer(.timedOut(display, after: limit)) }
    return try result.get()
  }
}
