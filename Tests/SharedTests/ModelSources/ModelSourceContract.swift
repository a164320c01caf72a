import Foundation
import Shared
import SystemPackage
import TestSupport
import Testing

/// What every model source must do, whichever it is.
struct ModelSourceContract {
  /// The source under test, without a version at first.
  let source: any ModelSource
  /// Makes these bytes its newest version, under this name.
  let offer: @Sendable ([UInt8], String) throws -> Void

  struct Fetched: Equatable {
    let answer: ModelSourceAnswer
    let bytes: [UInt8]
  }

  func fetch(unless fingerprint: Fingerprint?) async throws -> Fetched {
    try await TestDirectory.with("fetch") { directory in
      let path = directory.appending("archive")
      let file = try FileDescriptor.open(path, .readWrite, options: [.create], permissions: .ownerReadWrite)
      defer { try? file.close() }
      let answer = try await source.fetch(unless: fingerprint, into: file)
      return Fetched(answer: answer, bytes: Array(try Data(contentsOf: URL(fileURLWithPath: path.string))))
    }
  }

  func archive(_ fetched: Fetched) throws -> FetchedArchive {
    guard case .fetched(let archive) = fetched.answer else { throw ContractError.unchanged }
    #expect(archive.bytes == fetched.bytes.count)
    #expect(archive.sha256 == SHA256.hash(of: fetched.bytes))
    #expect(!archive.displayName.contains("/") && !archive.displayName.isEmpty)
    return archive
  }

  /// The whole contract, as far as every source can be brought to show it.
  func verify() async throws {
    await #expect(throws: ModelSourceError.self, "a source without a version throws") { try await fetch(unless: nil) }

    let first = Array("first version".utf8)
    try offer(first, "first.tar.gz")
    let fetched = try await fetch(unless: nil)
    #expect(fetched.bytes == first)
    let one = try archive(fetched)
    #expect(try await fetch(unless: one.fingerprint).answer == .unchanged, "the same version is handed over once")
    let other = try await fetch(unless: Fingerprint("another"))
    #expect(try archive(other) == one, "another fingerprint gets the newest")

    let second = Array("second version, and a longer one".utf8)
    try offer(second, "second.tar.gz")
    let next = try await fetch(unless: one.fingerprint)
    #expect(next.bytes == second)
    let two = try archive(next)
    #expect(two.fingerprint != one.fingerprint)
    #expect(try await fetch(unless: two.fingerprint).answer == .unchanged)

    let cancelled = Task { () throws -> Fetched in
      withUnsafeCurrentTask { $0?.cancel() }
      return try await fetch(unless: nil)
    }
    await #expect(throws: ModelSourceError.cancelled) { try await cancelled.value }
    #expect(!source.summary.contains("secret"))
  }

  enum ContractError: Error { case unchanged }
}
