internal import JSON
package import Shared

extension SyncMemory {
  /// Remembers that servers refuse a generation, so that it does not become current again, and is not fetched again.
  /// - Parameter source: the one that is asked now, which may know the archive by another name.
  package mutating func refuse(_ generation: PublishedGeneration, asked source: SourceIdentity, because report: GenerationReport) {
    refusedGenerations.insert(generation.id)
    // What the source has is refused already, and the refused generation was only in its place: to forget that would be to fetch it again.
    if let refusal, refusal.source == source { return }
    let record = generation.record
    let name = renaming.flatMap { $0.source == source && $0.sha256 == record.sha256 ? $0 : nil }
    refusal = Refusal(
      source: name?.source ?? record.source, fingerprint: name?.fingerprint ?? record.fingerprint, sha256: record.sha256,
      reason: "refused by the server \(report.server): \(report.reason ?? "it gave no reason")", generation: generation.id)
    renaming = nil
  }

  /// Forgets generations that are gone.
  package mutating func keepRefusals(of generations: some Sequence<GenerationID>) {
    refusedGenerations.formIntersection(generations)
  }

  static func generations(_ json: JSONValue?) -> Set<GenerationID> {
    Set((json?.array ?? []).compactMap { $0.string.flatMap { GenerationID($0) } })
  }
}
