// The fields of `stat` come with the first module that brings them, which the libraries decide.
internal import CArchive
internal import Glibc
internal import Shared
package import SystemPackage

/// A path on this machine: what ModelSync publishes there, or else the newest `*.tar.gz` of a plain folder, or one archive.
package struct LocalModelLocation: ModelLocation {
  package let path: FilePath
  private let servesArchives: Bool

  /// - Parameters:
  ///   - path: need not be there yet.
  ///   - servesArchives: whether a folder without `current` is served as well. Not so when a model server is configured,
  ///     since only ModelSync brings the models then.
  package init(path: FilePath, servesArchives: Bool = true) {
    self.path = path
    self.servesArchives = servesArchives
  }

  package func look() throws(ModelLoadError) -> ModelCandidate? {
    if let generation = try generation() { return generation }
    return servesArchives ? try archive() : nil
  }

  private func generation() throws(ModelLoadError) -> ModelCandidate? {
    let published: PublishedGeneration?
    do { published = try ModelDirectory(path: path).current() } catch { throw .directory(error) }
    guard let published else { return nil }
    return ModelCandidate(
      content: .folder(published.directory), fileName: published.record.archive, generation: published.id,
      version: Fingerprint("\(published.id) \(published.record.sha256.hexadecimal)"))
  }

  private func archive() throws(ModelLoadError) -> ModelCandidate? {
    let archive: FilePath
    do {
      archive = try LocalModelSource(path: path).newest()
    } catch .noArchive {
      return nil
    } catch {
      throw .source(error)
    }
    guard let status = try? Stat(archive) else { return nil }
    let name = archive.lastComponent?.string ?? archive.string
    let time = "\(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
    return ModelCandidate(
      content: .archive(archive), fileName: name,
      version: Fingerprint("\(archive) \(status.size) \(status.inode.rawValue) \(time)"))
  }
}
