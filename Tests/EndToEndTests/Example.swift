import SystemPackage
import TestSupport

/// The bot of this repository, as the README serves it.
enum Example {
  static let directory = Repository.root.appending("Examples/concierge")
  static let archive = directory.appending("models/concierge-small.tar.gz")
  /// A message whose meaning is beyond doubt.
  static let message = "I need a double for 2 people"
  static let intent = "book_room"
  static let goldens = directory.appending("goldens/nlu.jsonl")
}
