package import FoundationEssentials
internal import JSON
package import Shared

/// What is posted to whoever wants to know of a publication.
package struct PublishNotice: Sendable {
  package var generation: GenerationRecord
  package var publishedAt: Date

  package init(generation: GenerationRecord, publishedAt: Date) {
    self.generation = generation
    self.publishedAt = publishedAt
  }

  /// The body: `event` is `published`, beside it the generation as in `/status`.
  package var json: [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("event", "published")
      json.member("published_at", publishedAt.formatted(.iso8601))
      json.key("generation")
      json.object { json in
        json.member("id", generation.id.description)
        json.member("source", generation.source.summary)
        json.member("fingerprint", generation.fingerprint.text)
        json.member("sha256", generation.sha256.hexadecimal)
        json.member("bytes", Int(generation.bytes))
        json.member("archive", generation.archive)
        json.member("fetched_at", generation.fetchedAt.formatted(.iso8601))
      }
    }
    return json.bytes
  }
}
