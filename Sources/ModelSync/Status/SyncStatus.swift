package import FoundationEssentials
internal import JSON
package import Shared

/// What ModelSync has done and will do, for `GET /status`. Requests, downloads and publications have times of their own,
/// so that staleness can be told from silence.
package struct SyncStatus: Sendable {
  package var source: String
  package var startedAt: Date
  /// `published`, `unchanged`, `pinned`, `refused` or `failed`: how the last pull ended.
  package var lastOutcome: String?
  package var generation: GenerationRecord?
  /// The newest generation that is here and whole: the current one, unless that is pinned.
  package var newest: GenerationID?
  /// The generation that `current` is to stay at.
  package var pinned: GenerationID?
  package var isPulling = false
  package var lastAttempt: Date?
  package var lastSuccess: Date?
  package var lastDownload: Date?
  package var lastPublish: Date?
  package var lastErrorAt: Date?
  package var lastError: String?
  package var consecutiveFailures = 0
  /// What servers say of the current generation, as far as they are listened to.
  package var servers = Servers([])
  package var refusal: SyncMemory.Refusal?
  package var nextAttempt: Date?

  /// How many servers say what of the current generation.
  package struct Servers: Sendable, Equatable {
    package let accepted: Int
    package let refused: Int
    package let failed: Int

    init(_ reports: [GenerationReport]) {
      func count(_ verdict: GenerationReport.Verdict) -> Int { reports.count { $0.verdict == verdict } }
      (accepted, refused, failed) = (count(.accepted), count(.refused), count(.failed))
    }
  }

  package init(source: String, startedAt: Date) {
    self.source = source
    self.startedAt = startedAt
  }

  /// The body of `GET /status`.
  package var json: [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("version", Version.number)
      json.member("source", source)
      json.member("started_at", startedAt.formatted(.iso8601))
      json.member("state", isPulling ? "pulling" : "waiting")
      json.member("last_outcome", lastOutcome)
      json.member("fingerprint", generation?.fingerprint.text)
      json.key("generation")
      Self.write(generation, into: &json)
      json.member("newest", newest?.description)
      json.member("pinned", pinned?.description)
      json.member("last_attempt_at", lastAttempt?.formatted(.iso8601))
      json.member("last_success_at", lastSuccess?.formatted(.iso8601))
      json.member("last_download_at", lastDownload?.formatted(.iso8601))
      json.member("last_publish_at", lastPublish?.formatted(.iso8601))
      json.member("last_error_at", lastErrorAt?.formatted(.iso8601))
      json.member("last_error", lastError)
      json.member("consecutive_failures", consecutiveFailures)
      json.key("servers")
      json.object { json in
        json.member("accepted", servers.accepted)
        json.member("refused", servers.refused)
        json.member("failed", servers.failed)
      }
      json.key("refused")
      Self.write(refusal, into: &json)
      json.member("next_attempt_at", nextAttempt?.formatted(.iso8601))
    }
    return json.bytes
  }

  private static func write(_ generation: GenerationRecord?, into json: inout JSONWriter) {
    guard let generation else { return json.null() }
    json.object { json in
      json.member("id", generation.id.description)
      json.member("source", generation.source.summary)
      json.member("sha256", generation.sha256.hexadecimal)
      json.member("bytes", Int(generation.bytes))
      json.member("archive", generation.archive)
      json.member("fetched_at", generation.fetchedAt.formatted(.iso8601))
    }
  }

  static func write(_ refusal: SyncMemory.Refusal?, into json: inout JSONWriter) {
    guard let refusal else { return json.null() }
    json.object { json in
      json.member("fingerprint", refusal.fingerprint.text)
      json.member("sha256", refusal.sha256.hexadecimal)
      json.member("reason", refusal.reason)
      json.member("generation", refusal.generation?.description)
    }
  }
}
