package import SystemPackage

/// A request's body that is read from a file while it is sent, so that it may be larger than memory.
package struct FileBody: Sendable {
  /// What stands before the file's bytes.
  package let head: [UInt8]
  package let file: FileDescriptor
  /// How many bytes of the file, from its start, belong to the body.
  package let fileBytes: Int64
  /// What stands behind them.
  package let tail: [UInt8]

  package init(_ file: FileDescriptor, bytes: Int64, head: [UInt8] = [], tail: [UInt8] = []) {
    self.head = head
    self.file = file
    fileBytes = bytes
    self.tail = tail
  }

  /// Bytes of the whole body.
  package var count: Int64 { Int64(head.count) + fileBytes + Int64(tail.count) }

  /// Copies what stands at a place of the body, as much as fits and is in one piece.
  /// - Returns: how many bytes; 0 at the end alone.
  /// - Throws: also when the file has become shorter than it was.
  package func read(at position: Int64, into buffer: UnsafeMutableRawBufferPointer) throws(Errno) -> Int {
    guard position < count else { return 0 }
    if position < Int64(head.count) { return Self.copy(head[Int(position)...], into: buffer) }
    let offset = position - Int64(head.count)
    if offset >= fileBytes { return Self.copy(tail[Int(offset - fileBytes)...], into: buffer) }
    let wanted = Int(min(Int64(buffer.count), fileBytes - offset))
    let count: Int
    do {
      count = try file.read(fromAbsoluteOffset: offset, into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted]))
    } catch { throw error as? Errno ?? .ioError }
    guard count > 0 else { throw .ioError }
    return count
  }

  private static func copy(_ bytes: ArraySlice<UInt8>, into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let piece = bytes.prefix(buffer.count)
    buffer.copyBytes(from: piece)
    return piece.count
  }
}
