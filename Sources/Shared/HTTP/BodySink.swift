import SystemPackage

/// Where the body of an answer goes.
enum BodySink: Sendable {
  /// Every answer's body, collected.
  case memory
  /// The body of a 200, hashed on its way.
  case file(FileDescriptor)
}
