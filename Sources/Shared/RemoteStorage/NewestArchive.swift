/// Finds the archive that was written last among the objects of a listing that arrives page by page.
package struct NewestArchive: Sendable {
  /// So many pages of a listing are read, a thousand names or more on each.
  package static let maximumPages = 200

  private var best: (time: UTCTimestamp, key: String)?

  package init() {}

  /// The archive's name; `nil` while there was none.
  package var key: String? { best?.key }

  /// Takes one object. What is no archive does not count, nor do folders' placeholders.
  package mutating func consider(_ key: String, writtenAt time: UTCTimestamp) {
    guard key.hasSuffix(".tar.gz"), ObjectKey.isUsable(key) else { return }
    guard let best else {
      self.best = (time, key)
      return
    }
    if (best.time, best.key) < (time, key) { self.best = (time, key) }
  }
}
