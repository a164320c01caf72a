package import JSON
package import ModelFormat
package import NLU

/// A trained pipeline.
package struct PipelineParser: MessageParser {
  private let pipeline: NLUPipeline

  /// Builds the pipeline of an unpacked model.
  package static func load(_ model: ModelReader) -> Result<any MessageParser, ModelFormatError> {
    Result { () throws(ModelFormatError) in PipelineParser(pipeline: try NLUPipeline.load(from: model)) }
  }

  package func parse(_ text: String, into json: inout JSONWriter) { pipeline.parse(text).write(into: &json) }

  package func warmUp() { pipeline.warmUp() }
}
