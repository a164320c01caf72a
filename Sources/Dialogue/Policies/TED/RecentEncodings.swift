internal import Synchronization

/// The encodings of the texts that occurred last: a turn predicts several times from the same ones.
final class RecentEncodings: Sendable {
  private let encodings = Mutex<[Name: [Float]]>([:])
  private static let maximumCount = 512
  /// Longer texts are not kept.
  private static let maximumBytes = 512

  func encoding(of text: Name, _ encode: () -> [Float]) -> [Float] {
    if let encoding = encodings.withLock({ $0[text] }) { return encoding }
    let encoding = encode()
    guard text.text.utf8.count <= Self.maximumBytes else { return encoding }
    encodings.withLock { encodings in
      if encodings.count >= Self.maximumCount { encodings.removeAll(keepingCapacity: true) }
      encodings[text] = encoding
    }
    return encoding
  }
}
