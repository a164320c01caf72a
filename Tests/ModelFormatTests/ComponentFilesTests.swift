import JSON
import ModelFormat
import Testing

@Suite("A model has the files that its components need")
struct ComponentFilesTests {
  private func graph(_ component: String) throws -> ComponentGraph {
    let metadata: JSONValue = [
      "model_id": "0", "rasa_open_source_version": "3.6.21", "training_type": 1,
      "predict_schema": ["nodes": ["n": ["needs": [:], "uses": .string(component), "resource": ["name": "train_n"]]]],
    ]
    return try ModelMetadata(parsing: Array(metadata.jsonText.utf8)).graph
  }

  @Test("a component that was not trained has no folder, and may")
  func untrained() throws {
    try ComponentFiles.check(graph("rasa.DIETClassifier"), folderExists: { _ in false }, fileExists: { _ in false })
  }

  @Test("the domain must be there")
  func domain() throws {
    let graph = try graph("rasa.DomainProvider")
    #expect(throws: ModelFormatError.self) {
      try ComponentFiles.check(graph, folderExists: { _ in false }, fileExists: { _ in false })
    }
  }

  @Test("the first missing file of a trained component is named")
  func missingFile() throws {
    let graph = try graph("rasa.CountVectorsFeaturizer")
    let error = #expect(throws: ModelFormatError.self) {
      try ComponentFiles.check(graph, folderExists: { _ in true }, fileExists: { $0.hasSuffix("vocabularies.json") })
    }
    #expect(error?.description.contains("components/train_n/oov_words.json of the model: it is missing, though n needs it") == true)
  }
}
