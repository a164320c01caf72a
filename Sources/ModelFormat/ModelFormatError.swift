public import SystemPackage

/// Why a trained model cannot be used, in a sentence that names the file and the place.
public enum ModelFormatError: Error, Sendable, Equatable, CustomStringConvertible {
  /// A file that should be there is not, or is no file.
  case unreadable(file: String, reason: String)
  /// A file did not let itself be read, or looked for: whether the model is at fault nobody knows.
  case inaccessible(file: String, reason: Errno)
  /// A file is there but does not hold what it should.
  case malformed(file: String, reason: String)
  /// The archive was written by a version of Rasa whose models this server does not know.
  case unsupportedVersion(found: String)
  /// The graph names a component that this server does not have.
  case unsupportedComponent(node: String, component: String, reason: String)
  /// The graph contradicts itself.
  case malformedGraph(reason: String)

  /// Whether the same model would be refused again: nothing but another one helps.
  public var isModelsFault: Bool { if case .inaccessible = self { false } else { true } }

  public var description: String {
    // A model's own names stand in these sentences, and may be of any length.
    let sentence = sentence
    return sentence.utf8.count <= Self.longestSentence ? sentence : String(sentence.prefix(Self.longestSentence)) + "…"
  }

  private static let longestSentence = 1_000

  private var sentence: String {
    switch self {
    case .unreadable(let file, let reason): "cannot read \(file) of the model: \(reason)"
    case .inaccessible(let file, let reason): "cannot read \(file) of the model: \(reason)"
    case .malformed(let file, let reason): "\(file) of the model is malformed: \(reason)"
    case .unsupportedVersion(let found):
      "the model was trained by Rasa \(found); this server runs models of Rasa \(ModelVersion.supported)"
    case .unsupportedComponent(let node, let component, let reason):
      "the model's component \(component) (\(node)) is not supported: \(reason)"
    case .malformedGraph(let reason): "the model's graph is malformed: \(reason)"
    }
  }
}
