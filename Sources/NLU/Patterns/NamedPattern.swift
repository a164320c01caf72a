import JSON
import ModelFormat

/// A pattern of the training data with the name that it has there.
struct NamedPattern: Sendable {
  let name: String
  let pattern: PythonPattern

  /// Reads a list of patterns that training stored.
  /// - Throws: `ModelFormatError`, naming the pattern that cannot be used.
  static func load(
    _ file: String, of node: GraphNode, from model: ModelReader, ignoringCase: Bool
  ) throws(ModelFormatError) -> [NamedPattern] {
    let json = try model.json(file, of: node)
    guard let entries = json.array else {
      throw .malformed(file: model.name(of: file, of: node), reason: "it holds \(json.kind) instead of a list")
    }
    var patterns: [NamedPattern] = []
    for entry in entries {
      guard let name = entry["name"]?.string, let source = entry["pattern"]?.string else {
        throw .malformed(file: model.name(of: file, of: node), reason: "a pattern has no name or no text")
      }
      do {
        patterns.append(NamedPattern(name: name, pattern: try PythonPattern(source, ignoringCase: ignoringCase)))
      } catch {
        throw .malformed(file: model.name(of: file, of: node), reason: "the pattern \(name) cannot be used: \(error)")
      }
    }
    return patterns
  }
}
