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
  private let file: ConfigurationSections

  /// Nothing configured.
  public init() {
    modelServer = nil
    sections = JSONObject()
    file = ConfigurationSections()
  }

  /// What errors and warnings call the file.
  public var fileName: String { file.file }

  /// Reads a file.
  /// - Throws: `missing` when it is not there, which a caller may find acceptable; otherwise a sentence with the place.
  public static func read(_ path: FilePath, environment: [String: String]) throws(ConfigurationError) -> EndpointConfiguration {
    try EndpointConfiguration(parsing: try ConfigurationFile.read(path), file: path.string, environment: environment)
  }

  /// Reads the text of a file.
  /// - Parameter file: what errors call it.
  public init(parsing bytes: [UInt8], file: String, environment: [String: String]) throws(ConfigurationError) {
    self.file = try ConfigurationSections(parsing: bytes, file: file, of: "endpoints", environment: environment)
    modelServer = try self.file.read("models") { json throws(EndpointError) in try ModelServerEndpoint(json: json) }
    var sections = self.file.values
    sections["models"] = nil
    for (key, value) in sections where value.isNull { sections[key] = nil }
    self.sections = sections
  }

  /// Makes something of a section.
  /// - Returns: `nil` when it is not configured.
  /// - Throws: what `read` says is wrong with it, with the place.
  public func read<Value>(
    _ section: String, _ read: (JSONValue) throws(EndpointError) -> Value
  ) throws(ConfigurationError) -> Value? {
    try file.read(section, read)
  }
}
