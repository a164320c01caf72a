internal import Glibc
internal import JSON
package import ModelFormat
package import Shared
package import SystemPackage

/// `generation-files.json`: every file of a generation with its size and digest, as it was when it was published, so that one that was
/// altered, lost or added since is found.
///
///     {"files": {"metadata.json": {"bytes": 8123, "sha256": "9f86…"}, "components/…": {…}}}
package struct TreeManifest: Sendable, Equatable {
  /// The file's name, at the root of a generation.
  package static let fileName = "generation-files.json"
  /// A larger one is neither written nor read: that of some 400,000 files.
  static let maximumBytes = 64 << 20
  /// Deeper than any archive that is accepted.
  private static let maximumDepth = 64

  package struct File: Sendable, Equatable {
    package let bytes: Int64
    package let sha256: SHA256Digest
  }

  /// By their paths below the generation.
  package private(set) var files: [String: File] = [:]

  /// What the folder holds now, but for the two files that are ModelSync's own. Blocks.
  package init(of folder: FilePath, cancellation: CancellationFlag = CancellationFlag()) throws(SyncFailure) {
    try add(folder, "", depth: 0, cancellation)
    files[Self.fileName] = nil
    files[GenerationRecord.fileName] = nil
  }

  /// - Returns: `nil` when it is not what was written.
  package init?(parsing bytes: [UInt8]) {
    guard let json = try? JSONParser.parse(bytes), let members = json["files"]?.object else { return nil }
    for (path, value) in members {
      guard let size = value["bytes"]?.integer, let sha256 = value["sha256"]?.string.flatMap(SHA256Digest.init(hexadecimal:)) else {
        return nil
      }
      files[path] = File(bytes: Int64(size), sha256: sha256)
    }
  }

  package var text: [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.key("files")
      json.object { json in
        for (path, file) in files.sorted(by: { $0.key < $1.key }) {
          json.key(path)
          json.object { json in
            json.member("bytes", Int(file.bytes))
            json.member("sha256", file.sha256.hexadecimal)
          }
        }
      }
    }
    return json.bytes + [UInt8(ascii: "\n")]
  }

  /// What differs in the folder now, each in a few words and in the order of the paths.
  package func differences(from now: TreeManifest) -> [String] {
    Set(files.keys).union(now.files.keys).sorted().compactMap { path in
      switch (files[path], now.files[path]) {
      case (let file?, let other?): file == other ? nil : "\(path) was altered"
      case (_?, nil): "\(path) is missing"
      case (nil, _): "\(path) was added"
      }
    }
  }

  private mutating func add(_ folder: FilePath, _ prefix: String, depth: Int, _ cancellation: CancellationFlag) throws(SyncFailure) {
    guard depth < Self.maximumDepth else { throw .disk(folder, .tooManySymbolicLinkLevels) }
    let names: [String]
    do { names = try FileTree.names(in: folder) } catch { throw .disk(folder, error) }
    for name in names {
      let path = folder.appending(name)
      var status = stat()
      guard lstat(path.string, &status) == 0 else { throw .disk(path, Errno(rawValue: errno)) }
      if status.st_mode & S_IFMT == S_IFDIR {
        try add(path, prefix + name + "/", depth: depth + 1, cancellation)
      } else {
        files[prefix + name] = try Self.file(path, isRegular: status.st_mode & S_IFMT == S_IFREG, cancellation)
      }
    }
  }

  /// What is no regular file has no content: no generation holds such a thing.
  private static func file(_ path: FilePath, isRegular: Bool, _ cancellation: CancellationFlag) throws(SyncFailure) -> File {
    guard isRegular else { return File(bytes: -1, sha256: SHA256.hash(of: [])) }
    do {
      let file = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec, .nonBlocking, .noFollow])
      defer { try? file.close() }
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
      defer { buffer.deallocate() }
      var hash = SHA256()
      var bytes: Int64 = 0
      while true {
        guard !cancellation.isRaised else { throw SyncFailure.cancelled }
        let count = try file.read(fromAbsoluteOffset: bytes, into: buffer)
        guard count > 0 else { return File(bytes: bytes, sha256: hash.finalize()) }
        hash.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        bytes += Int64(count)
      }
    } catch let error as SyncFailure {
      throw error
    } catch {
      throw .disk(path, error as? Errno ?? .ioError)
    }
  }
}

extension TreeManifest {
  /// What was written when the generation was published; `nil` for one that was published without.
  package static func published(with generation: FilePath) throws(ModelFormatError) -> TreeManifest? {
    var status = stat()
    guard lstat(generation.appending(fileName).string, &status) == 0 else { return nil }
    let text = try ModelFile.read(fileName, of: generation, maximumBytes: maximumBytes)
    guard let manifest = TreeManifest(parsing: text) else { throw .malformed(file: fileName, reason: "it is not what was written") }
    return manifest
  }

  /// Writes it into a folder that is about to be published.
  func write(into folder: FilePath) throws(SyncFailure) {
    let text = text
    if text.count <= Self.maximumBytes { try DurableFile.write(text, to: folder.appending(Self.fileName)) }
  }
}
