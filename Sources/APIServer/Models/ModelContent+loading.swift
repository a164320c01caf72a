internal import Dialogue
package import ModelFormat
package import NLU
package import Shared

extension ModelContent {
  /// Builds the pipeline and the policies of an unpacked model. Blocks.
  /// - Parameters:
  ///   - access: the way to other servers, for components that ask one.
  ///   - longMessages: where messages are parsed that would keep an event loop for long.
  /// - Throws: `ModelFormatError`, naming what cannot be used.
  package static func load(
    _ reader: ModelReader, access: RemoteAccess, limits: RequestLimits, longMessages: WorkerThreads
  ) throws(ModelFormatError) -> ModelContent {
    let metadata = reader.metadata
    let parser = try PipelineParser.load(reader, access: access).get()
    let domain: Domain
    do { domain = try Domain(metadata.domain) } catch {
      throw .malformed(file: ModelMetadata.fileName, reason: error.description)
    }
    let policies = metadata.coreTarget == nil ? nil : try PolicyEnsemble.load(from: reader, domain: domain)
    let dialogue = DialogueModel(
      domain: domain, modelID: metadata.modelID, assistantID: metadata.assistantID,
      interpreter: ParserInterpreter(parser: parser, limits: limits, longMessages: longMessages), policies: policies)
    return ModelContent(parser: parser, dialogue: dialogue)
  }
}
