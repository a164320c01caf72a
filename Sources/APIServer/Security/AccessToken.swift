/// The secret that clients show to use the API.
///
/// It prints itself as `***`, so that no log line can give it away.
package struct AccessToken: Sendable, CustomStringConvertible, CustomDebugStringConvertible {
  private let bytes: [UInt8]

  /// - Parameter text: not empty.
  package init(_ text: String) { bytes = Array(text.utf8) }

  /// Whether this is the secret. The time it takes says how long the candidate is, and nothing of where the two differ.
  package func matches(_ candidate: some StringProtocol) -> Bool {
    let candidate = Array(candidate.utf8)
    var difference = candidate.count ^ bytes.count
    for (index, byte) in candidate.enumerated() { difference |= Int(byte ^ bytes[index % bytes.count]) }
    return difference == 0
  }

  package var description: String { "***" }
  package var debugDescription: String { description }
}
