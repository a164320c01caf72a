import Foundation
import JSON
import Shared
import SystemPackage
import TestSupport
import Testing

@Suite("A source of signed archives")
struct SignedModelSourceTests {
  private func fetch(_ source: any ModelSource, unless fingerprint: Fingerprint? = nil) async throws -> ModelSourceAnswer {
    try await TestDirectory.with("signed") { directory in
      let file = try FileDescriptor.open(
        directory.appending("archive"), .readWrite, options: [.create], permissions: .ownerReadWrite)
      defer { try? file.close() }
      return try await source.fetch(unless: fingerprint, into: file)
    }
  }

  @Test("hands none over that has no signature, and does not fetch it")
  func unsigned() async throws {
    let memory = InMemoryModelSource()
    memory.offer([1, 2, 3])
    await #expect(throws: ModelSourceError.unsigned(source: "memory")) { try await fetch(SignedModelSource(memory, suffix: ".sig")) }
  }

  @Test("hands the signature over with the archive; while both stay the same nothing is new, and a new signature is a new version")
  func versions() async throws {
    let memory = InMemoryModelSource()
    let source = SignedModelSource(memory, suffix: ".sig")
    memory.offer([1, 2, 3], fingerprint: Fingerprint("W/\"a\""))
    memory.sign(with: [9])
    guard case .fetched(let first) = try await fetch(source) else { throw ModelSourceError.cancelled }
    #expect(first.signature == [9] && first.fingerprint.text.hasPrefix("W/\"a\""))
    #expect(try await fetch(source, unless: first.fingerprint) == .unchanged)
    memory.sign(with: [8])
    guard case .fetched(let second) = try await fetch(source, unless: first.fingerprint) else { throw ModelSourceError.cancelled }
    #expect(second.signature == [8] && second.fingerprint != first.fingerprint && second.sha256 == first.sha256)
    // What an unsigned source had is no version of this one.
    guard case .fetched = try await fetch(source, unless: Fingerprint("W/\"a\"")) else { throw ModelSourceError.cancelled }
  }

  @Test("finds the signature of a model server behind the path, with parameters and token as they are")
  func modelServer() async throws {
    let server = try LoopbackServer { request, connection in
      let isSignature = request.hasPrefix("GET /models/latest.sig?team=a&token=secret ")
      connection.answer(isSignature ? "200 OK" : "404 Not Found", isSignature ? "signed" : String(repeating: "not here ", count: 10_000))
    }
    defer { server.stop() }
    let client = HTTPClient()
    defer { client.shutdown() }
    let endpoint = try ModelServerEndpoint(json: ["url": .string(server.url("/models/latest?team=a")), "token": "secret"])
    let source = ModelServerSource(endpoint, client: client)
    try await TestDirectory.with("signed") { directory in
      let scratch = try FileDescriptor.open(directory.appending("s"), .readWrite, options: .create, permissions: .ownerReadWrite)
      defer { try? scratch.close() }
      #expect(try await source.signature(suffix: ".sig", scratch: scratch) == Array("signed".utf8))
      #expect(try await source.signature(suffix: ".asc", scratch: scratch) == nil)
      #expect(try scratch.seek(offset: 0, from: .end) == 0, "it is left empty")
    }
  }

  @Test("finds the signature of a folder's newest archive beside it")
  func folder() async throws {
    try await TestDirectory.with("signed") { directory in
      try Data([1]).write(to: URL(fileURLWithPath: directory.appending("m.tar.gz").string))
      let source = LocalModelSource(path: directory)
      #expect(try await source.signature(suffix: ".sig", scratch: .standardInput) == nil)
      try Data([7]).write(to: URL(fileURLWithPath: directory.appending("m.tar.gz.sig").string))
      #expect(try await source.signature(suffix: ".sig", scratch: .standardInput) == [7])
    }
  }

  @Test("finds the signature of an object beside it, and leaves the scratch file empty")
  func object() async throws {
    try await TestDirectory.with("signed") { directory in
      let store = InMemoryObjectStore()
      store.put([1, 2, 3], as: "m.tar.gz")
      let source = ObjectStoreSource(store, .object("m.tar.gz"))
      let file = try FileDescriptor.open(directory.appending("f"), .readWrite, options: [.create], permissions: .ownerReadWrite)
      defer { try? file.close() }
      #expect(try await source.signature(suffix: ".sig", scratch: file) == nil)
      store.put([5, 6], as: "m.tar.gz.sig")
      #expect(try await source.signature(suffix: ".sig", scratch: file) == [5, 6])
      #expect(try file.seek(offset: 0, from: .end) == 0)
    }
  }
}
