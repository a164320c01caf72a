internal import Shared

/// The secret that clients show to use the API.
///
/// It prints itself as `***`, so that no log line can give it away.
package struct AccessToken: Sendable, CustomStringConvertible, CustomDebugStringConvertible {
  private let bytes: [UInt8]

  /// - Parameter text: not empty.
  package init(_ text: String) { bytes = Array(text.utf8) }

  /// Whether this is the secret. The time it takes says whether it is as long, and nothing of where the two differ.
  package func matches(_ candidate: some StringProtocol) -> Bool { ConstantTime.areEqual(Array(candidate.utf8), bytes) }

  package var description: String { "***" }
  package var debugDescription: String { description }
}
