import SystemPackage

/// Where the body of an answer goes.
enum BodySink: Sendable {
  /// Nowhere: the status is all that matters.
  case nothing
  /// Every answer's body, collected.
  case memory
  /// The body of a 200, hashed on its way.
  case file(FileDescriptor)
  /// The body of an answer with the region's part, at the region's place; the beginning of any other is collected.
  case region(FileRegion)

  /// The file that receives a whole body.
  var file: FileDescriptor? { if case .file(let file) = self { file } else { nil } }
}
