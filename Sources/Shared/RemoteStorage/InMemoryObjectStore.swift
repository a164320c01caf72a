internal import Synchronization
package import SystemPackage

/// A store whose objects a program sets: for tests, and the plainest example of the contract.
package final class InMemoryObjectStore: ObjectStore {
  private struct Content {
    var bytes: [UInt8]
    var version: Int
    var time: UTCTimestamp
    var checksums: [ContentChecksum]
  }

  private struct State {
    var objects: [String: Content] = [:]
    var versions = 0
    var failures: [ObjectStoreError] = []
    /// After so many bytes of an answer it breaks off, once.
    var cut: Int64?
    var ranges: [Range<Int64>] = []
  }

  private let place: String
  private let state = Mutex(State())

  package init(place: String = "memory://bucket") { self.place = place }

  package func name(of key: String) -> String { key.isEmpty ? place : "\(place)/\(key)" }

  /// The ranges that were asked for so far.
  package var ranges: [Range<Int64>] { state.withLock { $0.ranges } }

  /// Makes `bytes` the newest version of an object.
  package func put(_ bytes: [UInt8], as key: String, at time: UTCTimestamp = .now, checksums: [ContentChecksum] = []) {
    state.withLock { state in
      state.versions += 1
      state.objects[key] = Content(bytes: bytes, version: state.versions, time: time, checksums: checksums)
    }
  }

  /// Makes the next requests fail, one after the other.
  package func fail(with errors: ObjectStoreError...) { state.withLock { $0.failures += errors } }

  /// Makes the next read break off after so many bytes.
  package func cut(after bytes: Int64) { state.withLock { $0.cut = bytes } }

  package func find(_ key: String, unless version: Fingerprint?) async throws(ObjectStoreError) -> ObjectFinding {
    let content = try content(of: key)
    let newest = Fingerprint("\(content.version)")
    if newest == version { return .unchanged }
    return .found(StoredObject(key: key, version: newest, size: Int64(content.bytes.count), checksums: content.checksums))
  }

  package func read(
    _ object: StoredObject, _ range: Range<Int64>, into file: FileDescriptor, received: ByteCount
  ) async throws(ObjectStoreError) {
    let content = try content(of: object.key)
    guard object.version == Fingerprint("\(content.version)") else { throw .changed(place: name(of: object.key)) }
    let cut = state.withLock { state in
      state.ranges.append(range)
      return state.cut.take()
    }
    let piece = content.bytes[Int(range.lowerBound)..<Int(range.upperBound)].prefix(cut.map { Int($0) } ?? .max)
    do { try file.writeAll(toAbsoluteOffset: range.lowerBound, piece) } catch { throw .transfer(.cannotWrite(error as? Errno ?? .ioError)) }
    received.add(piece.count)
    if piece.count < range.count { throw .transfer(.truncatedBody(DisplayURL(checked: place), received: Int64(piece.count))) }
  }

  package func newestKey(under prefix: String) async throws(ObjectStoreError) -> String? {
    try failIfAsked()
    var newest = NewestArchive()
    for (key, content) in state.withLock({ $0.objects }) where key.hasPrefix(prefix) { newest.consider(key, writtenAt: content.time) }
    return newest.key
  }

  package var maximumWrittenBytes: Int64 { 1 << 30 }

  package func write(_ content: ObjectContent, as key: String, replaces: Bool) async throws(ObjectStoreError) {
    try failIfAsked()
    var bytes = [UInt8](repeating: 0, count: Int(content.size))
    let count: Int
    do {
      count = try bytes.withUnsafeMutableBytes { try content.file.read(fromAbsoluteOffset: 0, into: $0) }
    } catch { throw .transfer(.cannotRead(error as? Errno ?? .ioError)) }
    guard count == bytes.count, SHA256.hash(of: bytes) == content.sha256 else {
      throw .checksum(place: name(of: key), algorithm: "SHA256")
    }
    let written = bytes
    let isStored = state.withLock { state in
      guard replaces || state.objects[key] == nil else { return false }
      state.versions += 1
      state.objects[key] = Content(
        bytes: written, version: state.versions, time: .now, checksums: [ContentChecksum(.sha256, content.sha256.bytes)])
      return true
    }
    guard isStored else { throw .exists(place: name(of: key)) }
  }

  private func content(of key: String) throws(ObjectStoreError) -> Content {
    try failIfAsked()
    guard let content = state.withLock({ $0.objects[key] }) else { throw .missing(place: name(of: key), code: nil) }
    return content
  }

  private func failIfAsked() throws(ObjectStoreError) {
    if Task.isCancelled { throw .transfer(.cancelled) }
    if let error = state.withLock({ $0.failures.isEmpty ? nil : $0.failures.removeFirst() }) { throw error }
  }
}
