import Shared
import SystemPackage
import TestSupport
import Testing

/// What every object store must do, whichever it is.
struct ObjectStoreContract {
  /// The store under test, without objects at first.
  let store: any ObjectStore
  /// Makes these bytes the newest version of an object.
  let put: @Sendable ([UInt8], String) throws -> Void

  static let key = "bots/odd name+~ü(1)/model.tar.gz"

  func found(_ key: String, unless version: Fingerprint? = nil) async throws -> StoredObject {
    guard case .found(let object) = try await store.find(key, unless: version) else { throw ContractError.unchanged }
    #expect(object.key == key)
    return object
  }

  func read(_ object: StoredObject, _ range: Range<Int64>) async throws -> [UInt8] {
    try await FetchedFile.with { file in
      let received = ByteCount()
      try await store.read(object, range, into: file.file, received: received)
      #expect(received.value == Int64(range.count))
      return file.bytes
    }
  }

  func kind(_ work: () async throws -> Void) async -> String? {
    do {
      try await work()
      return nil
    } catch {
      return (error as? ObjectStoreError)?.kind
    }
  }

  func verify() async throws {
    #expect(await kind { _ = try await store.find("nothing.tar.gz", unless: nil) } == "http_404")
    #expect(await kind { _ = try await store.find("nothing.tar.gz", unless: Fingerprint("1")) } == "http_404")
    #expect(try await store.newestKey(under: "bots/") == nil)

    let first = (0..<5_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    try put(first, Self.key)
    let one = try await found(Self.key)
    #expect(one.size == 5_000)
    #expect(try await store.find(Self.key, unless: one.version) == .unchanged)
    #expect(try await found(Self.key, unless: Fingerprint("17")) == one, "another version gets the newest")
    #expect(try await read(one, 0..<5_000) == first)
    let part = try await read(one, 1_000..<1_010)
    #expect(part.count == 1_010 && Array(part[1_000...]) == Array(first[1_000..<1_010]), "a part is in its place")
    #expect(ObjectStoreContract.isTrue(one.checksums, of: first))

    let second = Array("another version".utf8)
    try put(second, Self.key)
    let two = try await found(Self.key, unless: one.version)
    #expect(two.version != one.version && two.size == 15)
    #expect(await kind { _ = try await read(one, 0..<10) } == "unreadable", "a replaced version is not read")
    #expect(try await read(two, 0..<15) == second)

    try put(first, "newest/a.tar.gz")
    try put(first, "newest/b.txt")
    try put(first, "newest/c.tar.gz")
    try put(second, "newest/d.tar.gz")
    #expect(try await store.newestKey(under: "newest/") == "newest/d.tar.gz")
    #expect(try await store.newestKey(under: "new") == "newest/d.tar.gz")
    #expect(try await store.newestKey(under: "newest/z") == nil)

    try await verifyWriting()

    let cancelled = Task { () async throws -> Void in
      withUnsafeCurrentTask { $0?.cancel() }
      _ = try await store.find(Self.key, unless: nil)
    }
    await #expect(throws: ObjectStoreError.transfer(.cancelled)) { try await cancelled.value }
    #expect(!store.name(of: Self.key).contains("secret"))
  }

  private func verifyWriting() async throws {
    let key = "written/" + Self.key
    let (one, two) = ((0..<70_000).map { UInt8(truncatingIfNeeded: $0 &* 13) }, Array("another\r\n--content--".utf8))
    try await ObjectUploadTests.content(one) { try await store.write($0, as: key, replaces: false) }
    let written = try await found(key)
    #expect(try await read(written, 0..<70_000) == one)
    try await ObjectUploadTests.content(two) { content in
      #expect(await kind { try await store.write(content, as: key, replaces: false) } == "exists")
      #expect(try await found(key) == written, "what is there is left alone")
      try await store.write(content, as: key, replaces: true)
      let replaced = try await found(key)
      #expect(try await read(replaced, 0..<Int64(two.count)) == two)
      #expect(!replaced.checksums.isEmpty, "what is written has a checksum")
    }
    try await ObjectUploadTests.content(one) { content in
      // The file changes behind the checksums: the store does not take what arrives.
      _ = try content.file.writeAll(toAbsoluteOffset: 0, Array("altered".utf8))
      #expect(await kind { try await store.write(content, as: "written/damaged.tar.gz", replaces: false) } != nil)
      #expect(await kind { _ = try await store.find("written/damaged.tar.gz", unless: nil) } == "http_404")
    }
  }

  /// Whether what a store states of MD5 and SHA-256 is so.
  private static func isTrue(_ checksums: [ContentChecksum], of bytes: [UInt8]) -> Bool {
    checksums.allSatisfy { $0.algorithm != .sha256 || $0.bytes == SHA256.hash(of: bytes).bytes }
  }

  enum ContractError: Error { case unchanged }
}
