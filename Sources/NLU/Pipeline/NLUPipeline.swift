public import ModelFormat

/// A trained NLU pipeline: from a text to its intent, entities and responses.
///
///     let pipeline = try NLUPipeline.load(from: ModelReader(directory: "models/current"))
///     var json = JSONWriter()
///     pipeline.parse("hello").write(into: &json)
///
/// The components and their order come from the graph that the model's archive carries. A pipeline never changes once it is
/// loaded; any number of messages may be parsed at the same time.
public struct NLUPipeline: Sendable {
  private let components: [any NLUComponent]
  private let syntax: MessageSyntax

  /// Builds every component that the model's graph needs for NLU. Blocks while it reads the files.
  /// - Throws: `ModelFormatError`, naming the component or the file that cannot be used.
  public static func load(from model: ModelReader) throws(ModelFormatError) -> NLUPipeline {
    var components: [any NLUComponent] = []
    if let target = model.metadata.nluTarget {
      for node in try model.metadata.graph.path(to: target) {
        switch ComponentRegistry.role(of: node.component) {
        case .component(let type): components.append(try type.load(node, from: model))
        case .plumbing: continue
        case .unsupported(let reason):
          throw .unsupportedComponent(node: node.name, component: node.className, reason: reason)
        }
      }
    }
    let pipeline = NLUPipeline(components: components, syntax: MessageSyntax(model.metadata))
    try pipeline.check()
    return pipeline
  }

  /// Lets one message pass, so that components which do not fit each other are found before the model answers anyone.
  private func check() throws(ModelFormatError) {
    var message = Message(text: "a")
    for component in components {
      try component.check(message)
      component.process(&message)
    }
  }

  /// Parses a text as a user wrote it.
  ///
  /// A text in the message syntax, such as `/greet{"name": "Ada"}`, says itself what it means, unless it names an intent that
  /// the model's domain does not have.
  public func parse(_ text: String) -> Message {
    let text = PythonText.strip(text)
    if let message = syntax.parse(text) { return message }
    var message = Message(text: text)
    for component in components { component.process(&message) }
    if let intent = message.intent.name { message.intent.response = message.responseSelection?.response(to: intent) }
    return message
  }

  /// Parses a few messages, so that the first user does not wait for memory to be paged in.
  public func warmUp() {
    for text in ["hello", "I would like to know whether the train from Lisbon leaves at 10:45", ""] { _ = parse(text) }
  }
}
