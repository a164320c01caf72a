/// The name of an intent as training data have it: `greet`, or `faq/breakfast` for one whose response is looked up.
struct IntentLabel: Sendable {
  /// Without the response's key.
  let intent: String
  let hasResponseKey: Bool

  /// - Throws: `TrainingDataError` for more than one slash.
  init(_ label: String) throws(TrainingDataError) {
    let parts = label.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard parts.count < 3 else { throw TrainingDataError("Intent name '\(label)' is invalid, it cannot contain more than one '/'.") }
    intent = String(Substring(parts[0]))
    hasResponseKey = parts.count == 2 && !parts[1].isEmpty
  }
}
