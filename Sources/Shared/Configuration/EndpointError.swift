/// Why the description of an endpoint cannot be used: which of its values, and what is wrong with it. Values never appear.
public struct EndpointError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The keys that lead to the value, such as `["basic_auth", "password"]`.
  public let path: [String]
  /// What is wrong, as the rest of a sentence that begins with the key.
  public let reason: String

  public init(_ path: [String], _ reason: String) {
    self.path = path
    self.reason = reason
  }

  public var description: String { path.isEmpty ? "it \(reason)" : "\(path.joined(separator: ".")) \(reason)" }
}
