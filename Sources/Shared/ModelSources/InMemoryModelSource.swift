internal import Synchronization
public import SystemPackage

/// A source whose versions a program sets: for tests, and the plainest example of the contract.
public final class InMemoryModelSource: ModelSource {
  private enum Content {
    case nothing
    case version([UInt8], Fingerprint, name: String)
    case failure(ModelSourceError)
  }

  public let identity: SourceIdentity
  private let content = Mutex(Content.nothing)
  private let signature = Mutex<[UInt8]?>(nil)

  public init(identity: SourceIdentity = SourceIdentity("memory")) { self.identity = identity }

  /// Makes `archive` the newest version. Without a fingerprint its digest serves.
  public func offer(_ archive: [UInt8], fingerprint: Fingerprint? = nil, name: String = FetchedArchive.defaultName) {
    let fingerprint = fingerprint ?? Fingerprint(SHA256.hash(of: archive).hexadecimal)
    content.withLock { $0 = .version(archive, fingerprint, name: name) }
  }

  /// Makes these bytes the newest version's signature.
  public func sign(with signature: [UInt8]?) { self.signature.withLock { $0 = signature } }

  public func signature(suffix: String, scratch: FileDescriptor) async throws(ModelSourceError) -> [UInt8]? { signature.withLock { $0 } }

  /// Makes every fetch fail until the next ``offer(_:fingerprint:name:)``.
  public func fail(with error: ModelSourceError) { content.withLock { $0 = .failure(error) } }

  public func fetch(unless fingerprint: Fingerprint?, into file: FileDescriptor) async throws(ModelSourceError) -> ModelSourceAnswer {
    guard !Task.isCancelled else { throw .cancelled }
    switch content.withLock({ $0 }) {
    case .nothing: throw .nothingThere(status: 204, source: summary)
    case .failure(let error): throw error
    case .version(_, fingerprint, _): return .unchanged
    case .version(let archive, let newest, let name):
      do { try file.writeAll(toAbsoluteOffset: 0, archive) } catch { throw .cannotWrite(error as? Errno ?? .ioError) }
      return .fetched(
        FetchedArchive(fingerprint: newest, displayName: name, bytes: Int64(archive.count), sha256: SHA256.hash(of: archive)))
    }
  }
}
