public import JSON

/// One component of a model's predict graph.
public struct GraphNode: Sendable {
  /// The node's name, such as `run_DIETClassifier5`; unique in its graph.
  public let name: String
  /// The component's Python path, such as `rasa.nlu.classifiers.diet_classifier.DIETClassifier`.
  public let component: String
  /// Which node's output arrives as which argument. Names between double underscores are inputs from outside the graph.
  public let needs: [(argument: String, node: String)]
  /// The method that is called, such as `process`.
  public let function: String
  /// The settings that the pipeline gave; a component's defaults are not among them.
  public let config: JSONObject
  /// The folder under `components/` that holds what training stored, where there is any.
  public let resource: String?

  /// The component's class, such as `DIETClassifier`.
  public var className: String {
    component.split(separator: ".").last.map(String.init) ?? component
  }
}

extension GraphNode {
  /// Reads one entry of `predict_schema.nodes`.
  init(name: String, json: JSONValue) throws(ModelFormatError) {
    guard let component = json["uses"]?.string, !component.isEmpty else {
      throw .malformedGraph(reason: "the node \(name) names no component")
    }
    guard let needs = json["needs"]?.object else { throw .malformedGraph(reason: "the node \(name) has no inputs") }
    var inputs: [(argument: String, node: String)] = []
    for (argument, node) in needs {
      guard let node = node.string else { throw .malformedGraph(reason: "the input \(argument) of \(name) is not a node's name") }
      inputs.append((argument, node))
    }
    let resource = json["resource"]?["name"]?.string
    if let resource, !Self.isFolderName(resource) {
      throw .malformedGraph(reason: "the node \(name) has a resource whose name is not the name of a folder")
    }
    self.init(
      name: name, component: component, needs: inputs, function: json["fn"]?.string ?? "process",
      config: json["config"]?.object ?? JSONObject(), resource: resource)
  }

  /// A resource's name becomes part of a path, so it must not lead anywhere else.
  private static func isFolderName(_ name: String) -> Bool {
    !name.isEmpty && name != "." && name != ".." && !name.utf8.contains { $0 == UInt8(ascii: "/") || $0 == 0 }
  }
}
