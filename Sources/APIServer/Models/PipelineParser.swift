package import JSON
package import ModelFormat
package import NLU

/// A trained pipeline.
package struct PipelineParser: MessageParser {
  private let pipeline: NLUPipeline

  package var asksServers: Bool { pipeline.asksServers }

  /// Builds the pipeline of an unpacked model.
  /// - Parameter access: the way to other servers, for components that ask one.
  package static func load(_ model: ModelReader, access: RemoteAccess) -> Result<any MessageParser, ModelFormatError> {
    Result { () throws(ModelFormatError) in PipelineParser(pipeline: try NLUPipeline.load(from: model, access: access)) }
  }

  package func parse(_ text: String, maximumTokens: Int, into json: inout JSONWriter) async throws(TooManyTokens) -> Bool {
    let message =
      pipeline.asksServers
      ? await pipeline.parseAsking(text, maximumTokens: maximumTokens) : pipeline.parse(text, maximumTokens: maximumTokens)
    guard !message.hasTooManyTokens else { throw TooManyTokens() }
    message.write(into: &json)
    return message.intentLeadsRanking
  }

  package func warmUp() { pipeline.warmUp() }
}
