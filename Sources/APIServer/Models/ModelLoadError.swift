package import ModelFormat
package import Shared
package import SystemPackage

/// Why a model was not loaded, in a sentence without secrets.
package enum ModelLoadError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Nobody said what to load.
  case noPath
  /// Models of cloud storage were asked for.
  case remoteStorage
  /// There is nothing at the path that was named.
  case nothingThere(FilePath)
  /// `-m` does not lead to a whole generation.
  case directory(ModelDirectoryError)
  /// The archive could not be had.
  case source(ModelSourceError)
  case archive(ArchiveError)
  case format(ModelFormatError)
  /// No temporary folder could be made to unpack into.
  case temporaryFolder(FilePath, reason: Errno)
  /// It failed acceptance tests.
  case notAccepted(AcceptanceVerdict)
  /// The acceptance tests that it carries cannot be read.
  case unusableTests(ConfigurationError)
  /// The acceptance tests said nothing, for a reason that may pass.
  case notJudged(String)
  case cancelled

  /// What others are to be told of the generation.
  package var verdict: GenerationReport.Verdict {
    switch self {
    case .notAccepted: .refused
    case .unusableTests(let error) where error.isFilesFault: .refused
    default: .failed
    }
  }

  /// Whether another attempt may end in another way.
  package var mayPass: Bool {
    switch self {
    case .notJudged, .temporaryFolder: true
    case .unusableTests(let error): !error.isFilesFault
    case .archive(let error): !error.isArchivesFault
    case .format(let error): !error.isModelsFault
    default: false
    }
  }

  /// How many acceptance tests were run.
  package var testCount: Int { if case .notAccepted(let verdict) = self { verdict.tests } else { 0 } }

  /// The acceptance tests that failed.
  package var failedTests: [AcceptanceFailure] { if case .notAccepted(let verdict) = self { verdict.failures } else { [] } }

  package var description: String {
    switch self {
    case .noPath: "no model was named"
    case .remoteStorage: "remote storage is not supported yet"
    case .nothingThere(let path): "there is no model at \(path)"
    case .directory(let error): error.description
    case .source(let error): error.description
    case .archive(let error): error.description
    case .format(let error): error.description
    case .temporaryFolder(let path, let reason): "no temporary folder can be made at \(path): \(reason)"
    case .notAccepted(let verdict): verdict.sentence
    case .unusableTests(let error): "its acceptance tests cannot be used: \(error)"
    case .notJudged(let reason): "the acceptance tests came to no end: \(reason)"
    case .cancelled: "the load was cancelled"
    }
  }
}
