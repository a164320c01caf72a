public import JSON
public import SystemPackage

/// A YAML file that is a mapping of sections, each of which somebody else makes something of.
///
/// Variables of the environment are substituted in all of it (see ``EnvironmentSubstitution``), so one that is not set is an error even
/// in a section that nobody reads.
public struct ConfigurationSections: Sendable {
  /// The sections as they stand, in their order; one that says nothing is `null`.
  public let values: JSONObject
  /// What errors call the file.
  public let file: String
  private let root: YAMLNode?

  /// A file that says nothing.
  public init() {
    values = JSONObject()
    file = ""
    root = nil
  }

  /// Reads a file.
  /// - Parameter kind: what the sections are, such as "endpoints".
  /// - Throws: `missing` when it is not there, which a caller may find acceptable; otherwise a sentence with the place.
  public static func read(
    _ path: FilePath, of kind: String, environment: [String: String]
  ) throws(ConfigurationError) -> ConfigurationSections {
    try ConfigurationSections(parsing: try ConfigurationFile.read(path), file: path.string, of: kind, environment: environment)
  }

  /// Reads the text of a file.
  public init(parsing bytes: [UInt8], file: String, of kind: String, environment: [String: String]) throws(ConfigurationError) {
    self.file = file
    do {
      root = try YAMLParser.parse(bytes, file: file, environment: environment)
    } catch {
      throw .malformed(error)
    }
    guard let root, case let content = root.jsonValue, !content.isNull else {
      values = JSONObject()
      return
    }
    guard case .object(let sections) = content else {
      throw .invalid(file: file, position: root.position, key: "the file", reason: "must be a mapping of \(kind)")
    }
    values = sections
  }

  /// Makes something of a section.
  /// - Returns: `nil` when it is absent or null.
  /// - Throws: what `read` says is wrong with it, with the place.
  public func read<Value>(
    _ section: String, _ read: (JSONValue) throws(EndpointError) -> Value
  ) throws(ConfigurationError) -> Value? {
    guard let json = values[section], !json.isNull else { return nil }
    do { return try read(json) } catch {
      let path = [section] + error.path
      throw .invalid(
        file: file, position: root?.position(of: path) ?? YAMLPosition(line: 1, column: 1), key: path.joined(separator: "."),
        reason: error.reason)
    }
  }
}
