internal import Synchronization
package import SystemPackage

/// Reads a file from its start while it grows, and holds it against what the store states of its content.
///
/// The SHA-256 is always made; of the store's own checksums one is verified, the strongest that it states.
package final class ContentVerification: Sendable {
  private struct State: ~Copyable {
    var hash = SHA256()
    var check = RunningChecksum.none
    var position: Int64 = 0
  }

  private let expected: ContentChecksum?
  private let state: Mutex<State>

  /// From the one to prefer to the one to take if there is no other.
  private static let preference: [ContentChecksum.Algorithm] = [.sha256, .crc64nvme, .crc32c, .md5, .sha1, .crc32]

  package init(_ checksums: [ContentChecksum]) {
    let strongest = Self.preference.lazy.compactMap { algorithm in checksums.first { $0.algorithm == algorithm } }.first
    var usable = strongest
    var state = State()
    // The SHA-256 is made anyway.
    if let strongest, strongest.algorithm != .sha256 {
      if let check = RunningChecksum(strongest.algorithm) { state.check = check } else { usable = nil }
    }
    expected = usable
    self.state = Mutex(state)
  }

  /// Reads on to `end`, up to which the file is complete. Blocks.
  package func advance(_ file: FileDescriptor, to end: Int64, cancellation: CancellationFlag) throws(Errno) {
    let result: Result<Void, Errno> = state.withLock { state in
      Result { () throws(Errno) in
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
        defer { buffer.deallocate() }
        while state.position < end, !cancellation.isRaised {
          let wanted = Int(min(Int64(buffer.count), end - state.position))
          let count: Int
          do {
            count = try file.read(fromAbsoluteOffset: state.position, into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted]))
          } catch { throw error as? Errno ?? .ioError }
          guard count > 0 else { throw .ioError }
          let piece = UnsafeRawBufferPointer(rebasing: buffer[..<count])
          state.hash.update(piece)
          state.check.update(piece)
          state.position += Int64(count)
        }
      }
    }
    try result.get()
  }

  /// The digest of what was read.
  /// - Returns: `nil` for `mismatch` when it is what the store states, or the store states nothing that can be verified.
  package func finish() -> (sha256: SHA256Digest, mismatch: ContentChecksum.Algorithm?) {
    state.withLock { state in
      let digest = state.hash.finalize()
      guard let expected else { return (digest, nil) }
      if expected.algorithm == .sha256 { return (digest, digest.bytes == expected.bytes ? nil : .sha256) }
      return (digest, state.check.finish() == expected.bytes ? nil : expected.algorithm)
    }
  }
}
