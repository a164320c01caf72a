/// What of a remote storage's settings is missing or cannot be used. Values never appear.
package enum RemoteStorageError: Error, Sendable, Equatable, CustomStringConvertible {
  case missing(String, storage: String)
  case unusable(String, reason: String)
  case credentials(CredentialsError)

  package var description: String {
    switch self {
    case .missing(let name, let storage): "remote storage \(storage) needs \(name) in the environment"
    case .unusable(let name, let reason): "\(name) in the environment cannot be used: \(reason)"
    case .credentials(let error): "\(error)"
    }
  }
}
