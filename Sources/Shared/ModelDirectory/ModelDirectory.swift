internal import Glibc
internal import ModelFormat
public import SystemPackage

/// The directory that ModelSync writes and APIServer reads.
///
///     models/
///     ├── current -> generations/<id>     relative; the one thing that a reader follows
///     ├── generations/<id>/               immutable from the moment it appears
///     ├── reports/<server>.json           what readers say of generations: the one place that they write
///     └── .staging/<unique>/              the writer's own
///
/// A reader takes ``current()`` once and keeps to the folder that it names, so that a publication in mid-read never
/// mixes two models. Everything here blocks, for as long as reading a link and a small file takes.
public struct ModelDirectory: Sendable, Hashable {
  public let path: FilePath

  public init(path: FilePath) { self.path = path }

  /// The link that names the generation to be used.
  public var currentLink: FilePath { path.appending("current") }
  /// The folder of the generations.
  public var generations: FilePath { path.appending("generations") }
  /// The writer's workshop, which readers never look into.
  public var staging: FilePath { path.appending(".staging") }
  /// Where servers leave a ``GenerationReport`` each.
  public var reports: FilePath { path.appending("reports") }

  /// What `current` holds when it names `id`.
  public static func linkTarget(of id: GenerationID) -> FilePath { FilePath("generations").appending(id.description) }

  /// The generation that `current` names; `nil` when there is no link yet.
  /// - Throws: `ModelDirectoryError` when the link leads to anything but a whole generation of this directory.
  public func current() throws(ModelDirectoryError) -> PublishedGeneration? {
    guard let id = try currentID() else { return nil }
    return try generation(id)
  }

  /// The name that `current` holds, whether or not that generation is there; `nil` when there is no link.
  public func currentID() throws(ModelDirectoryError) -> GenerationID? {
    var buffer = [CChar](repeating: 0, count: 1_024)
    let length = readlink(currentLink.string, &buffer, buffer.count - 1)
    guard length >= 0 else {
      switch errno {
      case ENOENT, ENOTDIR: return nil
      case EINVAL: throw .notALink(currentLink)
      default: throw .unreadable(currentLink, reason: Errno(rawValue: errno))
      }
    }
    let target = FilePath(String(decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)).lexicallyNormalized()
    guard target.isRelative, target.components.count == 2, target.components.first?.string == "generations",
      let id = target.lastComponent.flatMap({ GenerationID($0.string) })
    else { throw .leadsElsewhere(currentLink) }
    return id
  }

  /// A generation by its name.
  /// - Throws: `ModelDirectoryError.unreadable` when nobody can tell whether it is whole.
  public func generation(_ id: GenerationID) throws(ModelDirectoryError) -> PublishedGeneration {
    let directory = generations.appending(id.description)
    var status = stat()
    guard lstat(directory.string, &status) == 0 else {
      let error = Errno(rawValue: errno)
      throw ModelFile.isAbsence(error) ? .missing(id) : .unreadable(directory, reason: error)
    }
    guard status.st_mode & S_IFMT == S_IFDIR else { throw .missing(id) }
    let text: [UInt8]
    do {
      text = try ModelFile.read(GenerationRecord.fileName, of: directory, maximumBytes: GenerationRecord.maximumBytes)
    } catch .inaccessible(let file, let reason) {
      throw .unreadable(directory.appending(file), reason: reason)
    } catch { throw .malformedRecord(id) }
    guard let record = GenerationRecord(parsing: text) else { throw .malformedRecord(id) }
    return PublishedGeneration(id: id, directory: directory, record: record)
  }

  /// The names of all generations, oldest first. Folders with other names are not listed.
  public func generationIDs() throws(ModelDirectoryError) -> [GenerationID] {
    do {
      return try FileTree.names(in: generations).compactMap { GenerationID($0) }.sorted()
    } catch Errno.noSuchFileOrDirectory {
      return []
    } catch {
      throw .unreadable(generations, reason: error)
    }
  }
}
