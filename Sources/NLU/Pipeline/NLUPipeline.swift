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
  /// A component, by what it takes to run it.
  private enum Step: Sendable {
    case local(any NLUComponent)
    case remote(any RemoteComponent)
  }

  private let steps: [Step]
  private let syntax: MessageSyntax
  /// Whether a component asks another server; such a pipeline parses by ``parseAsking(_:)``.
  public let asksServers: Bool

  private init(steps: [Step], syntax: MessageSyntax) {
    self.steps = steps
    self.syntax = syntax
    asksServers = steps.contains { if case .remote = $0 { true } else { false } }
  }

  /// Builds every component that the model's graph needs for NLU. Blocks while it reads the files.
  /// - Parameter access: the way to other servers, for the components that ask one.
  /// - Throws: `ModelFormatError`, naming the component or the file that cannot be used.
  public static func load(from model: ModelReader, access: RemoteAccess = .none) throws(ModelFormatError) -> NLUPipeline {
    var steps: [Step] = []
    var hasTokenizer = false
    if let target = model.metadata.nluTarget {
      for node in try model.metadata.graph.path(to: target) {
        switch ComponentRegistry.role(of: node.component) {
        case .component(let type):
          // A second tokenizer would leave features of words behind that are no words any more.
          guard !(type is WhitespaceTokenizer.Type && hasTokenizer) else {
            throw .malformedGraph(reason: "\(node.name) is a second tokenizer")
          }
          hasTokenizer = hasTokenizer || type is WhitespaceTokenizer.Type
          steps.append(.local(try type.load(node, from: model)))
        case .remote(let type): steps.append(.remote(try type.load(node, with: access)))
        case .plumbing: continue
        case .unsupported(let reason):
          throw .unsupportedComponent(node: node.name, component: node.className, reason: reason)
        }
      }
    }
    let pipeline = NLUPipeline(steps: steps, syntax: MessageSyntax(model.metadata))
    try pipeline.check()
    return pipeline
  }

  /// Lets one message pass, so that components which do not fit each other are found before the model answers anyone.
  private func check() throws(ModelFormatError) {
    var message = Message(text: "a")
    for case .local(let component) in steps {
      try component.check(message)
      component.process(&message)
    }
  }

  /// Parses a text as a user wrote it, without asking other servers: components that would are passed over.
  ///
  /// A text in the message syntax, such as `/greet{"name": "Ada"}`, says itself what it means, unless it names an intent that
  /// the model's domain does not have.
  ///
  /// When the task is cancelled no further component is run; the message is not to be used then.
  /// - Parameter maximumTokens: with more words the message goes no further than to the tokenizer, and says so.
  public func parse(_ text: String, maximumTokens: Int = .max) -> Message {
    var message: Message
    switch begin(text) {
    case .done(let parsed): return parsed
    case .open(let open): message = open
    }
    for case .local(let component) in steps where goesOn(&message, maximumTokens) { component.process(&message) }
    return finish(message)
  }

  /// Parses a text as a user wrote it, and waits for the servers that its components ask.
  public func parseAsking(_ text: String, maximumTokens: Int = .max) async -> Message {
    var message: Message
    switch begin(text) {
    case .done(let parsed): return parsed
    case .open(let open): message = open
    }
    for step in steps where goesOn(&message, maximumTokens) {
      switch step {
      case .local(let component): component.process(&message)
      case .remote(let component): await component.process(&message)
      }
    }
    return finish(message)
  }

  private func goesOn(_ message: inout Message, _ maximumTokens: Int) -> Bool {
    if let tokens = message.tokens, tokens.count > maximumTokens { message.hasTooManyTokens = true }
    return !message.hasTooManyTokens && !message.isUnanswerable && !Task.isCancelled
  }

  private enum Beginning {
    /// The text says itself what it means.
    case done(Message)
    /// The components have their say.
    case open(Message)
  }

  private func begin(_ text: String) -> Beginning {
    let text = PythonText.strip(text)
    if let message = syntax.parse(text) { return .done(message) }
    return .open(Message(text: text))
  }

  private func finish(_ message: consuming Message) -> Message {
    if let intent = message.intent.name, let response = message.responseSelection?.response(to: intent) {
      let leads = message.intentLeadsRanking
      if leads, message.intentRanking?.isEmpty == false { message.intentRanking?[0].response = response }
      message.intent.response = response
      message.intentLeadsRanking = leads
    }
    return message
  }

  /// Parses a few messages, so that the first user does not wait for memory to be paged in.
  public func warmUp() {
    for text in ["hello", "I would like to know whether the train from Lisbon leaves at 10:45", ""] { _ = parse(text) }
  }
}
