public import JSON
public import SystemPackage

/// endpoints.yml: where the model server, the action server, the stores and the brokers are.
///
/// Variables of the environment are substituted in all of it (see ``EnvironmentSubstitution``), so one that is not set is an error even
/// in a section that the reader does not use. Sections that are absent or null are not configured.
///
///     let endpoints = try EndpointConfiguration.read("endpoints.yml", environment: ProcessInfo.processInfo.environment)
///     if let server = endpoints.modelServer { … }
public struct EndpointConfiguration: Sendable {
  /// `models:`
  public let modelServer: ModelServerEndpoint?
  /// The other sections as they stand: `action_endpoint`, `nlg`, `nlu`, `tracker_store`, `lock_store`, `event_broker` and unknown ones.
  public let sections: JSONObject

  /// Nothing configured.
  public init() { self.init(modelServer: nil, sections: JSONObject()) }

  /// Reads a file.
  /// - Throws: `missing` when it is not there, which a caller may find acceptable; otherwise a sentence with the place.
  public static func read(_ path: FilePath, environment: [String: String]) throws(ConfigurationError) -> EndpointConfiguration {
    try EndpointConfiguration(parsing: try ConfigurationFile.read(path), file: path.string, environment: environment)
  }

  /// Reads the text of a file.
  /// - Parameter file: what errors call it.
  public init(parsing bytes: [UInt8], file: String, environment: [String: String]) throws(ConfigurationError) {
    let root: YAMLNode?
    do {
      root = try YAMLParser.parse(bytes, file: file, environment: environment)
    } catch {
      throw .malformed(error)
    }
    guard let root, case let content = root.jsonValue, !content.isNull else {
      self.init()
      return
    }
    guard case .object(var sections) = content else {
      throw .invalid(file: file, position: root.position, key: "the file", reason: "must be a mapping of endpoints")
    }
    let modelServer = try Self.modelServer(sections["models"], root: root, file: file)
    sections["models"] = nil
    for (key, value) in sections where value.isNull { sections[key] = nil }
    self.init(modelServer: modelServer, sections: sections)
  }

  private init(modelServer: ModelServerEndpoint?, sections: JSONObject) {
    self.modelServer = modelServer
    self.sections = sections
  }

  private static func modelServer(
    _ section: JSONValue?, root: YAMLNode, file: String
  ) throws(ConfigurationError) -> ModelServerEndpoint? {
    guard let section, !section.isNull else { return nil }
    do {
      return try ModelServerEndpoint(json: section)
    } catch {
      let path = ["models"] + error.path
      throw .invalid(file: file, position: root.position(of: path), key: path.joined(separator: "."), reason: error.reason)
    }
  }
}
