package import SystemPackage

/// A place in a file for the body of one answer, while others fill other places.
package struct FileRegion: Sendable {
  package let file: FileDescriptor
  /// Where the first byte of the body goes.
  package let offset: Int64
  /// The one status whose body is meant for the file: 206 for a part, 200 for a whole.
  package let status: Int
  package let received: ByteCount

  package init(_ file: FileDescriptor, at offset: Int64, status: Int, received: ByteCount = ByteCount()) {
    self.file = file
    self.offset = offset
    self.status = status
    self.received = received
  }
}
