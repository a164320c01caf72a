internal import CLinux
internal import Dispatch
internal import Glibc
internal import Synchronization
internal import SystemPackage

/// The kernel's queue of file events, with a thread that waits for them.
final class InotifyQueue: Sendable {
  /// One event of the queue.
  struct Event {
    /// The watch that it belongs to; -1 when the queue overflowed.
    let watch: Int32
    /// The entry that it is about; empty when it is about the watched folder itself.
    let name: String
  }

  /// Closed by the thread that reads, once `close` has woken it; `nil` from the moment `close` is called.
  private let descriptor: Mutex<Int32?>
  private let wake: Int32
  private let thread = DispatchQueue(label: "souffleur.inotify")

  /// Opens a queue and hands its events to `receive`, in batches, on a thread of its own.
  /// - Throws: the reason; the number of queues that a user may have is limited.
  init(receive: @escaping @Sendable ([Event]) -> Void) throws(Errno) {
    let descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
    guard descriptor >= 0 else { throw Errno(rawValue: errno) }
    let wake = eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC))
    guard wake >= 0 else {
      let reason = Errno(rawValue: errno)
      Glibc.close(descriptor)
      throw reason
    }
    self.descriptor = Mutex(descriptor)
    self.wake = wake
    thread.async {
      Self.read(descriptor, until: wake, receive)
      Glibc.close(descriptor)
      Glibc.close(wake)
    }
  }

  deinit { close() }

  /// Watches a folder, or returns the watch that it has.
  func watch(_ folder: FilePath, _ mask: UInt32) -> Result<Int32, Errno> {
    descriptor.withLock { descriptor in
      guard let descriptor else { return .failure(.badFileDescriptor) }
      let watch = inotify_add_watch(descriptor, folder.string, mask)
      return watch >= 0 ? .success(watch) : .failure(Errno(rawValue: errno))
    }
  }

  /// Ends a watch. One that has ended by itself is no error.
  func unwatch(_ watch: Int32) {
    descriptor.withLock { descriptor in
      if let descriptor { _ = inotify_rm_watch(descriptor, watch) }
    }
  }

  /// Ends all watches and the thread.
  func close() {
    descriptor.withLock { descriptor in
      guard descriptor != nil else { return }
      descriptor = nil
      var one: UInt64 = 1
      _ = write(wake, &one, MemoryLayout<UInt64>.size)
    }
  }

  private static func read(_ descriptor: Int32, until wake: Int32, _ receive: ([Event]) -> Void) {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 8)
    defer { buffer.deallocate() }
    while true {
      var waiting = [
        pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0), pollfd(fd: wake, events: Int16(POLLIN), revents: 0),
      ]
      // Only a lack of memory or a signal can come in between: the descriptors are ours until `wake` says otherwise.
      guard poll(&waiting, 2, -1) >= 0 else {
        usleep(100_000)
        continue
      }
      if waiting[1].revents != 0 { return }
      let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      if count > 0 { receive(events(in: UnsafeRawBufferPointer(rebasing: buffer[..<count]))) }
    }
  }

  /// Takes a batch apart: each event is a head of fixed size and a name that is padded with NUL.
  private static func events(in bytes: UnsafeRawBufferPointer) -> [Event] {
    var events: [Event] = []
    var position = 0
    let headSize = MemoryLayout<inotify_event>.size
    while position + headSize <= bytes.count {
      let head = bytes.loadUnaligned(fromByteOffset: position, as: inotify_event.self)
      position += headSize
      let end = min(position + Int(head.len), bytes.count)
      events.append(Event(watch: head.wd, name: String(decoding: bytes[position..<end].prefix { $0 != 0 }, as: UTF8.self)))
      position = end
    }
    return events
  }
}
