package import SystemPackage

/// The place in a file for one part of a content, while other parts fill other places: the same in the file as in the content.
package struct FileRegion: Sendable {
  package let file: FileDescriptor
  /// Which bytes.
  package let part: Range<Int64>
  /// The size of the whole content.
  package let size: Int64
  package let received: ByteCount

  package init(_ file: FileDescriptor, _ part: Range<Int64>, of size: Int64, received: ByteCount = ByteCount()) {
    self.file = file
    self.part = part
    self.size = size
    self.received = received
  }

  /// The `Range` that asks for the part.
  package var range: String { "bytes=\(part.lowerBound)-\(part.upperBound - 1)" }

  /// The `Content-Range` that the part has to come with.
  package var contentRange: String { "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(size)" }

  /// Whether an answer of that status has a part in its body.
  func isMet(by status: Int) -> Bool { status == 206 }
}
