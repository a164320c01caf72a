public import FoundationEssentials
internal import JSON

/// `generation.json`: where a generation came from.
///
///     {"id": "00000042-9f86d081884c", "source": "http://models.example/current", "fingerprint": "\"5f1-abc\"",
///      "sha256": "9f86…", "bytes": 26492134, "archive": "moodbot.tar.gz", "fetched_at": "2026-11-22T19:35:07Z"}
public struct GenerationRecord: Sendable, Equatable {
  /// The file's name, at the root of every generation.
  public static let fileName = "generation.json"
  /// A larger file is refused.
  public static let maximumBytes = 64 << 10

  public let id: GenerationID
  public let source: SourceIdentity
  /// What the source called this version: an ETag verbatim, or a digest.
  public let fingerprint: Fingerprint
  /// The digest of the archive.
  public let sha256: SHA256Digest
  /// The archive's size.
  public let bytes: Int64
  /// The archive's name, for display: Rasa's `/status` calls it `model_file`.
  public let archive: String
  /// When the archive was whole on disk, in whole seconds.
  public let fetchedAt: Date

  public init(
    id: GenerationID, source: SourceIdentity, fingerprint: Fingerprint, sha256: SHA256Digest, bytes: Int64, archive: String, fetchedAt: Date
  ) {
    self.id = id
    self.source = source
    self.fingerprint = fingerprint
    self.sha256 = sha256
    self.bytes = bytes
    self.archive = archive
    self.fetchedAt = Date(timeIntervalSince1970: fetchedAt.timeIntervalSince1970.rounded(.down))
  }
}

extension GenerationRecord {
  /// Reads the text of `generation.json`.
  /// - Returns: `nil` when a member is missing or malformed.
  public init?(parsing bytes: [UInt8]) {
    guard let json = try? JSONParser.parse(bytes),
      let id = json["id"]?.string.flatMap(GenerationID.init),
      let source = SourceIdentity(json: json),
      let fingerprint = json["fingerprint"]?.string,
      let sha256 = json["sha256"]?.string.flatMap(SHA256Digest.init(hexadecimal:)),
      let size = json["bytes"]?.integer,
      let archive = json["archive"]?.string,
      let fetchedAt = json["fetched_at"]?.string.flatMap({ try? Date($0, strategy: .iso8601) })
    else { return nil }
    self.init(
      id: id, source: source, fingerprint: Fingerprint(fingerprint), sha256: sha256, bytes: Int64(size), archive: archive,
      fetchedAt: fetchedAt)
  }

  /// The text of `generation.json`.
  public var text: [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("id", id.description)
      source.members(of: &json)
      json.member("fingerprint", fingerprint.text)
      json.member("sha256", sha256.hexadecimal)
      json.member("bytes", Int(bytes))
      json.member("archive", archive)
      json.member("fetched_at", fetchedAt.formatted(.iso8601))
    }
    return json.bytes + [UInt8(ascii: "\n")]
  }
}
