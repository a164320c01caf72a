import ModelFormat

/// A featurizer that learned other things of a bot's words and of names than of users' words.
protocol DialogueFeaturizer: NLUComponent {
  /// Builds the component.
  /// - Parameter attributes: what it is going to be asked about; the rest of what it learned is left out.
  /// - Throws: `ModelFormatError`, naming the file or the setting that cannot be used.
  static func load(_ node: GraphNode, from model: ModelReader, for attributes: [MessageAttribute]) throws(ModelFormatError) -> Self
}
