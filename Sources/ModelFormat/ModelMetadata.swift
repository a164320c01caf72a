public import JSON
public import SystemPackage

/// What `metadata.json` says of a trained model: who trained it and when, its domain, and the graph that answers.
public struct ModelMetadata: Sendable {
  /// The name of the file, at the root of every archive.
  public static let fileName = "metadata.json"
  /// A larger file is refused; the largest seen is under 1 MB.
  public static let maximumBytes = 32 << 20

  /// Identifies the training run; 32 hexadecimal digits.
  public let modelID: String
  /// `assistant_id` of the bot's configuration, where it has one.
  public let assistantID: String?
  /// The version of Rasa that trained the model.
  public let rasaVersion: String
  /// When training ended, ISO 8601 in UTC without a zone.
  public let trainedAt: String?
  /// Which halves of a bot were trained.
  public let trainingType: TrainingType
  /// The `language` of the bot's configuration.
  public let language: String?
  /// The node whose output is the parsed message; `nil` in a model without NLU.
  public let nluTarget: String?
  /// The node whose output is the predicted action; `nil` in a model without dialogue.
  public let coreTarget: String?
  /// The graph that answers.
  public let graph: ComponentGraph
  /// The domain as training saw it.
  public let domain: JSONValue

  /// Which halves of a bot a model holds.
  public enum TrainingType: Int, Sendable {
    case nlu = 1
    case core = 2
    case both = 3
    case endToEnd = 4
  }

  /// Reads the text of `metadata.json`.
  /// - Throws: `ModelFormatError`: malformed, an unsupported version, or a malformed graph.
  public init(parsing bytes: [UInt8]) throws(ModelFormatError) {
    let json: JSONValue
    do { json = try JSONParser.parse(bytes) } catch { throw .malformed(file: Self.fileName, reason: error.description) }
    guard json.object != nil else { throw .malformed(file: Self.fileName, reason: "it holds \(json.kind) instead of an object") }
    guard let version = json["rasa_open_source_version"]?.string else {
      throw .malformed(file: Self.fileName, reason: "rasa_open_source_version is missing")
    }
    guard ModelVersion.isSupported(version) else { throw .unsupportedVersion(found: String(version.prefix(40))) }
    guard let modelID = json["model_id"]?.string else { throw .malformed(file: Self.fileName, reason: "model_id is missing") }
    guard let graph = json["predict_schema"] else { throw .malformed(file: Self.fileName, reason: "predict_schema is missing") }
    guard let type = json["training_type"]?.integer.flatMap(TrainingType.init(rawValue:)) else {
      throw .malformed(file: Self.fileName, reason: "training_type is missing or unknown")
    }
    self.modelID = modelID
    self.assistantID = json["assistant_id"]?.string
    self.rasaVersion = version
    self.trainedAt = json["trained_at"]?.string
    self.trainingType = type
    self.language = json["language"]?.string
    self.nluTarget = json["nlu_target"]?.string
    self.coreTarget = json["core_target"]?.string
    self.graph = try ComponentGraph(json: graph)
    self.domain = json["domain"] ?? .null
  }

  /// Reads `metadata.json` of an unpacked model.
  /// - Throws: `ModelFormatError`: unreadable as well as what `init(parsing:)` throws.
  public init(modelDirectory: FilePath) throws(ModelFormatError) {
    try self.init(parsing: ModelFile.read(Self.fileName, of: modelDirectory, maximumBytes: Self.maximumBytes))
  }
}
