public import SystemPackage

/// Why the model directory does not lead to a generation.
public enum ModelDirectoryError: Error, Sendable, Equatable, CustomStringConvertible {
  case unreadable(FilePath, reason: Errno)
  /// `current` is a file or a folder.
  case notALink(FilePath)
  /// `current` leads to something that is not a generation of this directory.
  case leadsElsewhere(FilePath)
  /// `current` names a generation that is not there.
  case missing(GenerationID)
  /// A generation's `generation.json` is missing, or not what was written.
  case malformedRecord(GenerationID)
  /// A generation's `generation.json` would be one that nobody reads.
  case oversizedRecord(GenerationID, bytes: Int)

  public var description: String {
    switch self {
    case .unreadable(let path, let reason): "cannot read \(path): \(reason)"
    case .notALink(let path): "\(path) is not a symbolic link"
    case .leadsElsewhere(let path): "\(path) does not lead to a generation of its directory"
    case .missing(let id): "the generation \(id) is not there"
    case .malformedRecord(let id): "\(GenerationRecord.fileName) of the generation \(id) is missing or malformed"
    case .oversizedRecord(let id, let bytes):
      "\(GenerationRecord.fileName) of the generation \(id) would have \(bytes) bytes, more than \(GenerationRecord.maximumBytes)"
    }
  }
}
