public import JSON
public import ModelFormat
public import SystemPackage

/// An unpacked model as its components see it: one folder of files each.
public struct ModelReader: Sendable {
  /// The folder that holds `metadata.json` and `components/`.
  public let directory: FilePath
  public let metadata: ModelMetadata

  /// Larger JSON files are refused.
  public static let maximumJSONBytes = 128 << 20

  /// - Throws: `ModelFormatError` when `metadata.json` cannot be used.
  public init(directory: FilePath) throws(ModelFormatError) {
    self.directory = directory
    self.metadata = try ModelMetadata(modelDirectory: directory)
  }

  /// Whether training stored anything for that node.
  public func isTrained(_ node: GraphNode) -> Bool {
    guard let resource = node.resource else { return false }
    let folder = directory.appending(ComponentFiles.folder).appending(resource)
    guard let descriptor = try? FileDescriptor.open(folder, .readOnly, options: [.directory, .closeOnExec]) else { return false }
    try? descriptor.close()
    return true
  }

  /// The path of a file in a node's folder, relative to the model, as error sentences name it.
  public func name(of file: String, of node: GraphNode) -> String { "\(ComponentFiles.folder)/\(node.resource ?? node.name)/\(file)" }

  /// Reads a JSON file of a node's folder.
  /// - Throws: `ModelFormatError.unreadable` or `.malformed`.
  public func json(_ file: String, of node: GraphNode) throws(ModelFormatError) -> JSONValue {
    let name = name(of: file, of: node)
    let bytes = try ModelFile.read(name, of: directory, maximumBytes: Self.maximumJSONBytes)
    do { return try JSONParser.parse(bytes) } catch { throw .malformed(file: name, reason: error.description) }
  }
}
