import Foundation
import Shared
import SystemPackage
import TestSupport
import Testing

@Suite("What a disk has left")
struct FreeSpaceTests {
  @Test("is asked before an archive is fetched that does not fit, from a server or a folder, and nothing is written")
  func shortage() async throws {
    let server = try LoopbackServer { _, connection in
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 1152921504606846976\r\n\r\nbeginning")
      connection.waitForClose()
    }
    defer { server.stop() }
    let client = HTTPClient()
    defer { client.shutdown() }
    try await TestDirectory.with("space") { directory in
      let file = try FileDescriptor.open(directory.appending("f"), .readWrite, options: [.create], permissions: .ownerReadWrite)
      defer { try? file.close() }
      let free = try #require(FreeSpace.bytes(beside: file))
      #expect(free > 0)
      #expect(FreeSpace.shortage(forArchiveOf: 1, beside: file) == nil)
      #expect(FreeSpace.shortage(forArchiveOf: .max, beside: file) != nil)

      var limits = DownloadLimits()
      limits.maximumBytes = .max
      let source = ModelServerSource(try ModelServerEndpoint(url: server.url()), client: client, limits: limits)
      do throws(ModelSourceError) {
        _ = try await source.fetch(unless: nil, into: file)
        Issue.record("an exbibyte does not fit")
      } catch {
        #expect(error.kind == "disk")
        #expect("\(error)".contains("1152921504606846976 bytes") && "\(error)".contains("bytes left"), "\(error)")
      }
      #expect(try file.seek(offset: 0, from: .end) == 0)
    }
  }
}
