import Foundation
import Shared
import SystemPackage
import TestSupport
import Testing

@Suite("A file is stored once, and never in the place of another")
struct ObjectUploadTests {
  let store = InMemoryObjectStore()
  let clock = StoppedClock()

  func upload(_ text: String, replaces: Bool = false) async throws -> ObjectUpload.Outcome {
    try await Self.content(Array(text.utf8)) { content in
      try await ObjectUpload(to: store, clock: clock.clock).run(content, as: "m.tar.gz", replaces: replaces)
    }
  }

  static func content<Result>(_ bytes: [UInt8], _ body: (ObjectContent) async throws -> Result) async throws -> Result {
    try await FetchedFile.with { file in
      try file.file.writeAll(bytes)
      return try await body(ObjectContent(reading: file.file))
    }
  }

  func stored() async throws -> [UInt8] {
    try await FetchedFile.with { file in
      guard case .found(let object) = try await store.find("m.tar.gz", unless: nil) else { return [] }
      try await store.read(object, 0..<object.size, into: file.file, received: ByteCount())
      return file.bytes
    }
  }

  @Test("a new one is stored; the same bytes are found there, others refused, and replaced when that is wanted")
  func wholeWay() async throws {
    #expect(try await upload("one") == .stored)
    #expect(try await upload("one") == .isThere)
    #expect(try await upload("one", replaces: true) == .isThere, "nothing is sent for nothing")
    await #expect(throws: ObjectStoreError.exists(place: "memory://bucket/m.tar.gz")) { _ = try await upload("two") }
    #expect(try await stored() == Array("one".utf8))
    #expect(try await upload("two", replaces: true) == .stored)
    #expect(try await stored() == Array("two".utf8))
  }

  @Test("a failure that passes is waited out; one that does not is told")
  func failures() async throws {
    let place = "memory://bucket/m.tar.gz"
    store.fail(
      with: .missing(place: place, code: nil), .notWritten(place: place, status: 503, code: nil),
      .throttled(place: place, status: 429, code: nil))
    #expect(try await upload("one") == .stored)
    #expect(clock.waited.count == 2)
    let refusal = ObjectStoreError.writeRefused(place: place, status: 403, code: nil)
    store.fail(with: .refused(place: place, status: 403, code: nil), refusal)
    await #expect(throws: refusal) { _ = try await upload("two") }
  }

  @Test("an object that appeared meanwhile is left alone, unless it has these bytes")
  func race() async throws {
    let place = "memory://bucket/m.tar.gz"
    store.put(Array("one".utf8), as: "m.tar.gz", checksums: [ContentChecksum(.sha256, SHA256.hash(of: Array("one".utf8)).bytes)])
    store.fail(with: .missing(place: place, code: nil))
    #expect(try await upload("one") == .isThere)
    store.fail(with: .missing(place: place, code: nil))
    await #expect(throws: ObjectStoreError.exists(place: place)) { _ = try await upload("two") }
  }

  @Test("an answer to a write is told apart by status and code")
  func answers() {
    func error(_ status: Int, _ code: String?) -> ObjectStoreError { ObjectStoreError(writing: "p", status: status, code: code) }
    #expect(error(412, "PreconditionFailed") == .exists(place: "p"))
    #expect(error(409, "BlobAlreadyExists") == .exists(place: "p"))
    #expect(error(409, "BlobImmutableDueToPolicy") == .notWritten(place: "p", status: 409, code: "BlobImmutableDueToPolicy"))
    #expect(error(403, "AccessDenied") == .writeRefused(place: "p", status: 403, code: "AccessDenied"))
    #expect(error(404, "NoSuchBucket") == .missing(place: "p", code: "NoSuchBucket"))
    #expect(error(503, "SlowDown") == .throttled(place: "p", status: 503, code: "SlowDown"))
    #expect(error(500, nil).isTransient && !error(400, "BadDigest").isTransient)
  }
}
