package import JSON
package import ModelFormat
package import NLU

/// A trained pipeline.
package struct PipelineParser: MessageParser {
  private let pipeline: NLUPipeline

  /// Builds the pipeline of an unpacked model.
  /// - Parameter access: the way to other servers, for components that ask one.
  package static func load(_ model: ModelReader, access: RemoteAccess) -> Result<any MessageParser, ModelFormatError> {
    Result { () throws(ModelFormatError) in PipelineParser(pipeline: try NLUPipeline.load(from: model, access: access)) }
  }

  package func parse(_ text: String, into json: inout JSONWriter) async {
    if pipeline.asksServers {
      await pipeline.parseAsking(text).write(into: &json)
    } else {
      pipeline.parse(text).write(into: &json)
    }
  }

  package func warmUp() { pipeline.warmUp() }
}
