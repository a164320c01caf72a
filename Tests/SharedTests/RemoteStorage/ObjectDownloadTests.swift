import Shared
import SystemPackage
import TestSupport
import Testing

@Suite("An object is fetched in parts, and each part to its end")
struct ObjectDownloadTests {
  static let bytes = (0..<1_000).map { UInt8(truncatingIfNeeded: $0) }
  static let plan = PartPlan(partSize: 300, parallel: 2)

  struct Setting {
    let store = InMemoryObjectStore()
    let clock = StoppedClock()

    init(_ checksums: [ContentChecksum] = []) { store.put(ObjectDownloadTests.bytes, as: "m.tar.gz", checksums: checksums) }

    func fetch(_ limits: DownloadLimits = DownloadLimits(), unless fingerprint: Fingerprint? = nil, into file: FileDescriptor) async throws
      -> ModelSourceAnswer
    {
      let source = ObjectStoreSource(store, .object("m.tar.gz"), limits: limits, plan: ObjectDownloadTests.plan, clock: clock.clock)
      return try await source.fetch(unless: fingerprint, into: file)
    }
  }

  @Test("parts cover the object without gap and overlap", arguments: [0, 1, 299, 300, 301, 600, 1_000])
  func plan(size: Int64) {
    let ranges = (0..<Self.plan.count(ofSize: size)).map { Self.plan.range($0, ofSize: size) }
    #expect(ranges.reduce(0) { $1.lowerBound == $0 && !$1.isEmpty ? $1.upperBound : -1 } == size)
  }

  @Test("the file holds the whole content, and the digest is its own")
  func whole() async throws {
    try await FetchedFile.with { file in
      let setting = Setting()
      guard case .fetched(let archive) = try await setting.fetch(into: file.file) else {
        Issue.record("nothing fetched")
        return
      }
      #expect(file.bytes == Self.bytes)
      #expect(archive.sha256 == SHA256.hash(of: Self.bytes))
      #expect(Set(setting.store.ranges) == [0..<300, 300..<600, 600..<900, 900..<1_000])
    }
  }

  @Test("a part that breaks off goes on where it did")
  func resumed() async throws {
    try await FetchedFile.with { file in
      let setting = Setting()
      setting.store.cut(after: 120)
      _ = try await setting.fetch(into: file.file)
      #expect(file.bytes == Self.bytes)
      #expect(setting.store.ranges.count == 5)
      #expect(setting.store.ranges.contains { $0.lowerBound % 300 == 120 })
      #expect(setting.clock.waited == [.milliseconds(500)])
    }
  }

  @Test("a failure that passes is waited out, a little longer each time")
  func throttled() async throws {
    try await FetchedFile.with { file in
      let setting = Setting()
      // The first request is the one for the version.
      let slow = ObjectStoreError.throttled(place: "p", status: 503, code: "SlowDown")
      let source = ObjectDownload(
        StoredObject(key: "m.tar.gz", version: Fingerprint("1"), size: 1_000), of: setting.store, into: file.file,
        plan: PartPlan(partSize: 1_000, parallel: 1), clock: setting.clock.clock)
      setting.store.fail(with: slow, slow, slow)
      _ = try await source.run()
      #expect(file.bytes == Self.bytes)
      #expect(setting.clock.waited == [.milliseconds(500), .seconds(1), .seconds(2)])
    }
  }

  @Test("what goes on failing is given up, and what cannot pass at once")
  func givenUp() async throws {
    try await FetchedFile.with { file in
      let setting = Setting()
      let object = StoredObject(key: "m.tar.gz", version: Fingerprint("1"), size: 1_000)
      let plan = PartPlan(partSize: 1_000, parallel: 1)
      let download = ObjectDownload(object, of: setting.store, into: file.file, plan: plan, clock: setting.clock.clock)
      let down = ObjectStoreError.unavailable(place: "p", status: 500, code: nil)
      setting.store.fail(with: down, down, down, down)
      await #expect(throws: down) { try await download.run() }
      let refused = ObjectStoreError.refused(place: "p", status: 403, code: "AccessDenied")
      setting.store.fail(with: refused)
      await #expect(throws: refused) { try await download.run() }
      #expect(setting.clock.waited.count == 3)
    }
  }

  @Test("content that is not what the store states is a failure that names the checksum")
  func damaged() async throws {
    try await FetchedFile.with { file in
      let setting = Setting([ContentChecksum(.crc32c, [1, 2, 3, 4])])
      await #expect {
        _ = try await setting.fetch(into: file.file)
      } throws: {
        let error = $0 as? ModelSourceError
        return error?.kind == "checksum" && error?.description.contains("CRC32C") == true
      }
    }
  }

  @Test("an archive larger than allowed is not fetched")
  func tooLarge() async throws {
    try await FetchedFile.with { file in
      let setting = Setting()
      await #expect {
        _ = try await setting.fetch(DownloadLimits(maximumBytes: 999), into: file.file)
      } throws: {
        ($0 as? ModelSourceError)?.kind == "too_large"
      }
      #expect(setting.store.ranges.isEmpty)
    }
  }

  @Test("the same version is not fetched again")
  func unchanged() async throws {
    try await FetchedFile.with { file in
      let setting = Setting()
      let answer = try await setting.fetch(unless: Fingerprint("1"), into: file.file)
      #expect(answer == .unchanged)
      #expect(setting.store.ranges.isEmpty)
    }
  }

  @Test("of the archives under a prefix the one that was written last counts, and of equals the last by name")
  func newest() {
    var newest = NewestArchive()
    for (key, time) in [("a.tar.gz", 5), ("b.tar.gz", 7), ("c.tar.gz", 7), ("d.zip", 9), ("e/../f.tar.gz", 9), ("b2.tar.gz", 6)] {
      newest.consider(key, writtenAt: UTCTimestamp(milliseconds: Int64(time)))
    }
    #expect(newest.key == "c.tar.gz")
  }
}
