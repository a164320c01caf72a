import Foundation
import JSON
import Shared
import Synchronization
import SystemPackage
import TestSupport
import Testing

@Suite("Every model source keeps the contract")
struct ModelSourceContractTests {
  @Test("the source in memory")
  func memory() async throws {
    let source = InMemoryModelSource()
    try await ModelSourceContract(source: source) { bytes, name in source.offer(bytes, name: name) }.verify()
  }

  @Test("a folder of archives")
  func folder() async throws {
    try await TestDirectory.with("folder") { directory in
      let source = LocalModelSource(path: directory)
      try await ModelSourceContract(source: source) { bytes, name in
        try Data(bytes).write(to: URL(fileURLWithPath: directory.appending(name).string))
      }.verify()
    }
  }

  @Test("one archive")
  func archive() async throws {
    try await TestDirectory.with("archive") { directory in
      let path = directory.appending("model.tar.gz")
      try await ModelSourceContract(source: LocalModelSource(path: path)) { bytes, _ in
        try Data(bytes).write(to: URL(fileURLWithPath: path.string), options: .atomic)
      }.verify()
    }
  }

  /// What a model server hands out; nothing at first.
  final class Offer: Sendable {
    let version = Mutex<(bytes: [UInt8], name: String)?>(nil)
  }

  @Test("a model server, with ETags, weak ETags and without", arguments: ["\"%\"", "W/\"%\"", "unquoted-%", ""])
  func modelServer(form: String) async throws {
    let offer = Offer()
    let server = try LoopbackServer { request, connection in
      guard let (bytes, name) = offer.version.withLock({ $0 }) else { return connection.answer("204 No Content") }
      let body = String(decoding: bytes, as: UTF8.self)
      guard !form.isEmpty else { return connection.answer(headers: ["filename: ../../\(name)"], body) }
      let tag = form.replacing("%", with: "\(bytes.count)")
      if request.contains("If-None-Match: \(tag)\r\n") { return connection.answer("304 Not Modified") }
      connection.answer(headers: ["ETag: \(tag)", "filename: ../../\(name)"], body)
    }
    defer { server.stop() }
    let client = HTTPClient()
    defer { client.shutdown() }
    let endpoint = try ModelServerEndpoint(json: ["url": .string(server.url("/m?key=secret")), "token": "secret"])
    let source = ModelServerSource(endpoint, client: client)
    try await ModelSourceContract(source: source) { bytes, name in offer.version.withLock { $0 = (bytes, name) } }.verify()
    #expect(server.requests.allSatisfy { $0.hasPrefix("GET /m?key=secret&token=secret HTTP/1.1\r\n") })
  }
}
