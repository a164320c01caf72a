public import SystemPackage

/// Why a file of weights cannot be read, in a sentence that names the file and the place.
public enum CheckpointError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The file is absent or cannot be read.
  case unreadable(file: String, reason: String)
  /// The file is there and did not let itself be read, which may be no fault of its own.
  case inaccessible(file: String, reason: Errno)
  /// The file is not what its name says, or was damaged.
  case malformed(file: String, reason: String)
  /// The file is sound but lacks a tensor, or has it in another shape.
  case unexpectedTensor(file: String, tensor: String, reason: String)

  public var description: String {
    switch self {
    case .unreadable(let file, let reason): "cannot read \(file): \(reason)"
    case .inaccessible(let file, let reason): "cannot read \(file): \(reason)"
    case .malformed(let file, let reason): "\(file) is malformed: \(reason)"
    case .unexpectedTensor(let file, let tensor, let reason): "\(file) does not fit: the tensor \(tensor) \(reason)"
    }
  }

  /// What opening or reading the file ended with.
  init(file: String, _ error: Errno) {
    self = error == .noSuchFileOrDirectory ? .unreadable(file: file, reason: error.description) : .inaccessible(file: file, reason: error)
  }
}
