package import Shared
package import SystemPackage

/// A source whose downloads are shown while they are under way.
package struct ReportedSource: ModelSource {
  private let source: any ModelSource
  private let report: ProgressReport

  package init(_ source: any ModelSource, _ report: ProgressReport) {
    self.source = source
    self.report = report
  }

  package var identity: SourceIdentity { source.identity }

  package func signature(suffix: String, scratch: FileDescriptor) async throws(ModelSourceError) -> [UInt8]? {
    try await source.signature(suffix: suffix, scratch: scratch)
  }

  package func fetch(unless fingerprint: Fingerprint?, into file: FileDescriptor) async throws(ModelSourceError) -> ModelSourceAnswer {
    let source = source
    return try await report.during("downloading") { () async throws(ModelSourceError) in
      try await source.fetch(unless: fingerprint, into: file)
    }
  }
}
