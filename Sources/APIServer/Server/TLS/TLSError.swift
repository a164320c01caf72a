package import SystemPackage

/// Why TLS cannot be served with the files that are there.
package enum TLSError: Error, Sendable, Equatable, CustomStringConvertible {
  case certificate(FilePath, reason: String)
  case key(FilePath, reason: String)
  case mismatch(certificate: FilePath, key: FilePath)
  case authorities(FilePath, reason: String)
  /// libssl itself could not be set up.
  case library(reason: String)

  package var description: String {
    switch self {
    case .certificate(let path, let reason): "the certificate \(path) cannot be used: \(reason)"
    case .key(let path, let reason): "the private key \(path) cannot be used: \(reason)"
    case .mismatch(let certificate, let key): "the private key \(key) does not belong to the certificate \(certificate)"
    case .authorities(let path, let reason): "the certificate authorities in \(path) cannot be used: \(reason)"
    case .library(let reason): "TLS cannot be set up: \(reason)"
    }
  }
}
