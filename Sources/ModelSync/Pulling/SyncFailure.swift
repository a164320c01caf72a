package import ModelFormat
package import Shared
package import SystemPackage

/// Why a pull did not end with the newest model published.
package enum SyncFailure: Error, Sendable, Equatable, CustomStringConvertible {
  /// The source handed nothing over.
  case source(ModelSourceError)
  /// The archive was not unpacked.
  case archive(ArchiveError)
  /// What it holds is no model that can be loaded.
  case model(ModelFormatError)
  /// The acceptance tests that it carries cannot be read.
  case acceptanceTests(ConfigurationError)
  /// The archive holds a file whose name the model directory needs for its own.
  case reservedName(String)
  /// The archive's digest or signature is not one that is trusted.
  case untrusted(reason: String)
  /// The check command refused the model.
  case vetoed(reason: String)
  /// The check command decided nothing.
  case check(reason: String)
  /// The model directory contradicts itself.
  case directory(ModelDirectoryError)
  /// This process does not, or not any more, have the leave to write the model directory.
  case lock(DirectoryLockError)
  /// The disk did not write what was asked of it.
  case disk(FilePath, Errno)
  /// The disk did not say what it holds.
  case unreadable(FilePath, Errno)
  /// The process is to end.
  case cancelled

  /// An error of the model directory, as a failure of the pull.
  package init(_ error: ModelDirectoryError) {
    self = if case .unreadable(let path, let reason) = error { .unreadable(path, reason) } else { .directory(error) }
  }

  /// Whether the archive itself is at fault, so that only another one helps.
  package var isRefusal: Bool {
    switch self {
    case .archive(let error): error.isArchivesFault
    case .model(let error): error.isModelsFault
    case .acceptanceTests(let error): error.isFilesFault
    case .reservedName, .untrusted, .vetoed: true
    case .source, .directory, .lock, .disk, .unreadable, .check, .cancelled: false
    }
  }

  /// Whether it is not what is in the archive that is at fault, but who vouches for it.
  var isDistrust: Bool { if case .untrusted = self { true } else { false } }

  /// The kind of failure in one word, for a metric's label.
  package var kind: String {
    switch self {
    case .source(let error): error.kind
    case .archive(.cannotWrite), .archive(.unreadable), .model(.inaccessible), .disk, .unreadable: "disk"
    case .acceptanceTests(let error): error.isFilesFault ? "model" : "disk"
    case .archive(.cancelled), .cancelled: "cancelled"
    case .archive, .reservedName: "archive"
    case .untrusted: "signature"
    case .vetoed, .check: "check"
    case .model: "model"
    case .directory, .lock: "directory"
    }
  }

  package var description: String {
    switch self {
    case .source(let error): "\(error)"
    case .archive(let error): "\(error)"
    case .model(let error): "\(error)"
    case .acceptanceTests(let error): "the model's acceptance tests cannot be used: \(error)"
    case .reservedName(let name): "the archive holds \(name), a name that the model directory needs"
    case .untrusted(let reason): "the archive is not trusted: \(reason)"
    case .vetoed(let reason): "the check command refused the model: \(reason)"
    case .check(let reason): "the check command \(reason)"
    case .directory(let error): "\(error)"
    case .lock(let error): "\(error)"
    case .disk(let path, let reason): "cannot write \(path): \(reason)"
    case .unreadable(let path, let reason): "cannot read \(path): \(reason)"
    case .cancelled: "interrupted"
    }
  }
}
