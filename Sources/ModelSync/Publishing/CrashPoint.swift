/// The steps of a publication, in their order, by the names under which a test can have the process die there.
///
/// What a crash leaves after each of them, and what the next start does about it, stands where the step is taken.
package enum CrashPoint: String, CaseIterable, Sendable {
  case stagingMade = "staging-made"
  case downloaded
  case unpacked
  case verified
  case recordWritten = "record-written"
  case treeSynchronized = "tree-synchronized"
  case moved
  case generationsSynchronized = "generations-synchronized"
  case linkMade = "link-made"
  case linkSwapped = "link-swapped"
  case directorySynchronized = "directory-synchronized"
  case memoryWritten = "memory-written"
  case memorySwapped = "memory-swapped"
  case pruneMoved = "prune-moved"
  case pruned
  case stagingRemoved = "staging-removed"
}
