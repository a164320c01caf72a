import APIServer
import Foundation
import Shared
import Synchronization
import SystemPackage
import TestSupport
import Testing

@Suite("Hints from the file system")
struct InotifyEventsTests {
  /// Counts hints until it is cancelled.
  private func counting(_ events: InotifyEvents, _ body: (borrowing Atomic<Int>) async throws -> Void) async throws {
    final class Count: Sendable { let value = Atomic<Int>(0) }
    let count = Count()
    let counter = Task { for await _ in events.hints { count.value.add(1, ordering: .relaxed) } }
    defer { counter.cancel() }
    try await body(count.value)
    events.close()
    await counter.value
  }

  private func awaitHint(_ count: borrowing Atomic<Int>, after change: () throws -> Void) async throws {
    let before = count.load(ordering: .relaxed)
    try change()
    let deadline = ContinuousClock.now + .patience
    while count.load(ordering: .relaxed) == before {
      try #require(ContinuousClock.now < deadline, "no hint came")
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  @Test("a link that is renamed into the folder gives a hint, each time anew")
  func swappedLink() async throws {
    try await TestDirectory.with("inotify") { folder in
      let events = InotifyEvents(path: folder)
      #expect(events.subscribe() == .complete)
      try await counting(events) { count in
        for generation in ["1-a", "2-b", "3-c"] {
          try await awaitHint(count) { try Publication.link(to: generation, in: folder) }
        }
      }
    }
  }

  @Test("a folder that is replaced is followed after another subscription")
  func replacedFolder() async throws {
    try await TestDirectory.with("inotify") { parent in
      let folder = parent.appending("models")
      try FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: false)
      let events = InotifyEvents(path: folder)
      #expect(events.subscribe() == .complete)
      try await counting(events) { count in
        try await awaitHint(count) {
          try FileManager.default.moveItem(atPath: folder.string, toPath: parent.appending("old").string)
          try FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: false)
        }
        #expect(events.subscribe() == .complete)
        try await awaitHint(count) { try Publication.link(to: "1-a", in: folder) }
      }
    }
  }

  @Test("a folder that is not there yet is noticed when it comes")
  func lateFolder() async throws {
    try await TestDirectory.with("inotify") { parent in
      let folder = parent.appending("models")
      let events = InotifyEvents(path: folder)
      #expect(events.subscribe() == .complete)
      try await counting(events) { count in
        try await awaitHint(count) {
          try FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: false)
        }
      }
    }
  }

  @Test("an archive that is replaced gives a hint")
  func archive() async throws {
    try await TestDirectory.with("inotify") { folder in
      let path = folder.appending("model.tar.gz")
      try TestFile.write([1], to: path)
      let events = InotifyEvents(path: path)
      #expect(events.subscribe() == .complete)
      try await counting(events) { count in try await awaitHint(count) { try TestFile.write([2], to: path) } }
    }
  }

  @Test("where not even the holding folder is there, hints may stay out")
  func nowhere() {
    let events = InotifyEvents(path: "/no/such/place")
    guard case .none = events.subscribe() else {
      Issue.record("nothing can be watched there")
      return
    }
  }

  @Test("after closing the hints have ended and nothing is watched any more")
  func closing() async throws {
    try await TestDirectory.with("inotify") { folder in
      let events = InotifyEvents(path: folder)
      events.close()
      for await _ in events.hints {}
      #expect(events.subscribe() != .complete)
    }
  }
}
