internal import Glibc
package import Shared
package import SystemPackage

/// One fetch from a model server, for `PUT /model`: nothing is published, the model is loaded and served.
package struct ModelServerPull: Sendable {
  private let exchange: ModelExchange
  /// Makes the source that asks a model server, within a policy when a request named it.
  package typealias Open = @Sendable (ModelServerEndpoint, OutboundAddressPolicy?) -> any ModelSource

  private let temporaryFolder: FilePath
  private let open: Open

  package init(exchange: ModelExchange, temporaryFolder: FilePath, open: @escaping Open) {
    self.exchange = exchange
    self.temporaryFolder = temporaryFolder
    self.open = open
  }

  /// The source that asks that model server.
  /// - Parameter policy: for one that a request named.
  package func source(of endpoint: ModelServerEndpoint, within policy: OutboundAddressPolicy? = nil) -> any ModelSource {
    open(endpoint, policy)
  }

  /// Fetches the newest model of `source` and serves it.
  package func pull(from source: any ModelSource) async throws(ModelLoadError) {
    let temporary = try TemporaryFolder(in: temporaryFolder)
    defer { temporary.remove() }
    let archive = temporary.path.appending("archive")
    let fetched = try await fetch(from: source, into: archive)
    try await exchange.load(
      ModelCandidate(content: .archive(archive), fileName: fetched.displayName, version: fetched.fingerprint))
  }

  private func fetch(from source: any ModelSource, into archive: FilePath) async throws(ModelLoadError) -> FetchedArchive {
    let file: FileDescriptor
    do {
      file = try FileDescriptor.open(archive, .readWrite, options: [.create, .exclusiveCreate, .closeOnExec], permissions: .ownerReadWrite)
    } catch {
      throw .temporaryFolder(archive, reason: error as? Errno ?? .ioError)
    }
    defer { try? file.close() }
    do throws(ModelSourceError) {
      switch try await source.fetch(unless: nil, into: file) {
      case .fetched(let fetched): return fetched
      case .unchanged: throw .nothingThere(status: 304, source: source.summary)
      }
    } catch {
      let reason: ModelLoadError = error == .cancelled ? .cancelled : .source(error)
      exchange.note(reason, of: source.summary)
      throw reason
    }
  }
}
