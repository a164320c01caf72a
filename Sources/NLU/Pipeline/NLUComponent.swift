public import ModelFormat

/// One step of the pipeline: a tokenizer, featurizer, classifier, extractor or selector.
///
/// A component is built once from what training stored and then only read: any number of messages may be in `process` at
/// the same time, so it holds no mutable state. What a message needs of memory belongs to the message.
public protocol NLUComponent: Sendable {
  /// Builds the component.
  /// - Parameters:
  ///   - node: its place in the graph, with the settings that the pipeline gave.
  ///   - model: the folder with what training stored; a component whose folder is absent was not trained.
  /// - Throws: `ModelFormatError`, naming the file or the setting that cannot be used.
  static func load(_ node: GraphNode, from model: ModelReader) throws(ModelFormatError) -> Self

  /// Checks that the components before this one make what it was trained on. Called once, when the model is loaded.
  /// - Parameter message: any message that has passed them.
  /// - Throws: `ModelFormatError`, saying what does not fit.
  func check(_ message: Message) throws(ModelFormatError)

  /// Reads what earlier components wrote into the message and adds its own.
  func process(_ message: inout Message)
}

extension NLUComponent {
  /// Most components take whatever comes.
  public func check(_ message: Message) throws(ModelFormatError) {}
}
