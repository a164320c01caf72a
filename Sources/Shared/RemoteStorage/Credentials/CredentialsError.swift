package import SystemPackage

/// Why there are no credentials, in a sentence without them.
package enum CredentialsError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Nobody offers any; `places` are those that were looked at.
  case none(cloud: String, places: [String])
  case unreadable(FilePath, reason: String)
  /// What a file or variable says cannot be used. Its values never appear.
  case invalid(place: String, reason: String)
  /// The service that hands out credentials did not.
  /// `code` is the service's word for why.
  case refused(service: String, status: Int, code: String?)
  case malformed(service: String, reason: String)
  case transfer(service: String, HTTPClientError)

  package var description: String {
    switch self {
    case .none(let cloud, let places):
      "no \(cloud) credentials were found; looked at: \(places.joined(separator: ", "))"
    case .unreadable(let path, let reason): "cannot read the credentials in \(path): \(reason)"
    case .invalid(let place, let reason): "the credentials in \(place) cannot be used: \(reason)"
    case .refused(let service, let status, let code):
      "\(service) hands out no credentials: it answered \(status)" + (code.map { " \($0)" } ?? "")
    case .malformed(let service, let reason): "\(service) hands out no usable credentials: \(reason)"
    case .transfer(let service, let error): "\(service) hands out no credentials: \(error)"
    }
  }
}
