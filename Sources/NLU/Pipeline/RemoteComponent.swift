public import ModelFormat

/// A step of the pipeline that asks another server, and so has to wait.
///
/// What holds for an `NLUComponent` holds here. In addition the other server is not to be trusted, with its answers no more than with its
/// being there: whatever it does, the message goes on, if need be without what it would have said.
public protocol RemoteComponent: Sendable {
  /// Builds the component.
  /// - Parameters:
  ///   - node: its place in the graph, with the settings that the pipeline gave.
  ///   - access: the way to other servers.
  /// - Throws: `ModelFormatError`, naming the setting that cannot be used.
  static func load(_ node: GraphNode, with access: RemoteAccess) throws(ModelFormatError) -> Self

  /// Reads what earlier components wrote into the message and adds its own.
  func process(_ message: inout Message) async
}
