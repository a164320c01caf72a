package import FoundationEssentials
package import JSON
package import Shared

/// What ModelSync remembers beside the generations. Losing it costs a download, never a model.
package struct SyncMemory: Sendable, Equatable {
  /// An archive that was refused, and is not fetched again until the source names another version.
  package struct Refusal: Sendable, Equatable {
    package var source: SourceIdentity
    package var fingerprint: Fingerprint
    package var sha256: SHA256Digest
    package var reason: String
    /// Whether the archive's signature or digest is at fault, and not what is in it: with another signature the same bytes may be trusted.
    package var isDistrust: Bool
    /// The generation that it became, when servers refused it; `nil` for one that was never published.
    package var generation: GenerationID?

    package init(
      source: SourceIdentity, fingerprint: Fingerprint, sha256: SHA256Digest, reason: String, isDistrust: Bool = false,
      generation: GenerationID? = nil
    ) {
      self.source = source
      self.fingerprint = fingerprint
      self.sha256 = sha256
      self.reason = reason
      self.isDistrust = isDistrust
      self.generation = generation
    }
  }

  /// Another name that the source has given to an archive that is published already.
  package struct Renaming: Sendable, Equatable {
    package var source: SourceIdentity
    package var fingerprint: Fingerprint
    package var sha256: SHA256Digest
  }

  package var refusal: Refusal?
  package var renaming: Renaming?
  /// Generations that servers have refused: none of them becomes current again.
  package var refusedGenerations: Set<GenerationID> = []
  /// When generations that are not current any more were first seen to be so.
  package var staleSince: [GenerationID: Date] = [:]
  /// The number of the last publication: a number is not given twice, even when its generation is gone.
  package var lastSequence = 0

  package init() {}
}

extension SyncMemory {
  /// A later version may accept what this one refuses, so refusals of other versions are forgotten.
  /// - Parameter version: whose refusals count; `nil` for everybody's.
  package init(json: JSONValue, version: String?) {
    if version == nil || json["version"]?.string == version { refusal = Refusal(json: json["refused"] ?? .null) }
    renaming = Renaming(json: json["renamed"] ?? .null)
    refusedGenerations = Self.generations(json["refused_generations"])
    lastSequence = json["last_sequence"]?.integer.flatMap { $0 <= GenerationID.maximumSequence ? $0 : nil } ?? 0
    for (name, since) in json["stale_since"]?.object ?? JSONObject() {
      guard let id = GenerationID(name), let seconds = since.double else { continue }
      staleSince[id] = Date(timeIntervalSince1970: seconds)
    }
  }

  /// The text of the file.
  package func text(version: String) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("version", version)
      json.member("last_sequence", lastSequence)
      json.key("refused")
      if let refusal {
        json.object { json in
          refusal.source.members(of: &json)
          json.member("fingerprint", refusal.fingerprint.text)
          json.member("sha256", refusal.sha256.hexadecimal)
          json.member("reason", refusal.reason)
          json.member("distrusted", refusal.isDistrust)
          json.member("generation", refusal.generation?.description)
        }
      } else {
        json.null()
      }
      json.key("renamed")
      if let renaming {
        json.object { json in
          renaming.source.members(of: &json)
          json.member("fingerprint", renaming.fingerprint.text)
          json.member("sha256", renaming.sha256.hexadecimal)
        }
      } else {
        json.null()
      }
      json.key("refused_generations")
      json.array { json in for id in refusedGenerations.sorted() { json.value(id.description) } }
      json.key("stale_since")
      json.object { json in
        for (id, since) in staleSince.sorted(by: { $0.key < $1.key }) {
          json.member(id.description, since.timeIntervalSince1970.rounded())
        }
      }
    }
    return json.bytes + [UInt8(ascii: "\n")]
  }
}

extension SyncMemory.Refusal {
  init?(json: JSONValue) {
    guard let source = SourceIdentity(json: json), let fingerprint = json["fingerprint"]?.string,
      let sha256 = json["sha256"]?.string.flatMap(SHA256Digest.init(hexadecimal:)), let reason = json["reason"]?.string
    else { return nil }
    self.init(
      source: source, fingerprint: Fingerprint(fingerprint), sha256: sha256, reason: reason, isDistrust: json["distrusted"]?.bool ?? false,
      generation: json["generation"]?.string.flatMap { GenerationID($0) })
  }
}

extension SyncMemory.Renaming {
  init?(json: JSONValue) {
    guard let source = SourceIdentity(json: json), let fingerprint = json["fingerprint"]?.string,
      let sha256 = json["sha256"]?.string.flatMap(SHA256Digest.init(hexadecimal:))
    else { return nil }
    self.init(source: source, fingerprint: Fingerprint(fingerprint), sha256: sha256)
  }
}
