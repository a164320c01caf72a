package import FoundationEssentials
internal import JSON
package import Shared
internal import SystemPackage

/// The generations of a directory as `ModelSync list` shows them.
package struct GenerationListing: Sendable {
  /// One generation.
  package struct Row: Sendable {
    package let id: GenerationID
    /// `nil` when its record cannot be read.
    package let record: GenerationRecord?
    package let isCurrent: Bool
    package let isPinned: Bool
    /// When it was first seen not to be current any more.
    package let staleSince: Date?
    package let isRefused: Bool

    /// What is to be said of it, in words.
    package var marks: [String] {
      var marks: [String] = []
      if isCurrent { marks.append("current") }
      if isPinned { marks.append("pinned") }
      if isRefused { marks.append("refused") }
      if record == nil { marks.append("unreadable") }
      if let staleSince, !isCurrent { marks.append("stale since \(staleSince.formatted(.iso8601))") }
      return marks
    }
  }

  private let directory: ModelDirectory
  /// Newest first.
  package let rows: [Row]
  private let current: GenerationID?
  private let pinned: GenerationID?
  private let refusal: SyncMemory.Refusal?

  package init(_ reader: DirectoryReader) throws(CommandError) {
    directory = reader.directory
    let memory = SyncMemoryFile(directory).readWhoeverRefused()
    let current = try? directory.currentID()
    let pinned: GenerationID?
    do { pinned = try PinFile(directory).read().id } catch { throw .failed("\(error)") }
    rows = try reader.ids().reversed().map { [directory] id in
      let record = try? directory.generation(id).record
      return Row(
        id: id, record: record, isCurrent: id == current, isPinned: id == pinned, staleSince: memory.staleSince[id],
        isRefused: memory.refusedGenerations.contains(id) || record != nil && record?.sha256 == memory.refusal?.sha256)
    }
    self.current = current
    self.pinned = pinned
    refusal = memory.refusal
  }

  /// For eyes.
  package var table: String {
    guard !rows.isEmpty else { return "there is no generation in \(directory.path)" }
    var cells = [["GENERATION", "FETCHED AT", "BYTES", "SHA256", "ARCHIVE", "SOURCE", "MARKS"]]
    for row in rows {
      let record = row.record
      cells.append([
        row.id.description, record?.fetchedAt.formatted(.iso8601) ?? "?", record.map { "\($0.bytes)" } ?? "?",
        record.map { String($0.sha256.hexadecimal.prefix(12)) } ?? "?", CommandOutput.plain(record?.archive ?? "?"),
        CommandOutput.plain(record?.source.summary ?? "?"), row.marks.joined(separator: ", "),
      ])
    }
    var lines = Self.aligned(cells)
    if let pinned, !rows.contains(where: \.isPinned) { lines.append("pinned, but not there: \(pinned)") }
    if let refusal {
      lines.append("refused: the archive \(refusal.sha256.hexadecimal.prefix(12)) of \(refusal.source): \(refusal.reason)")
    }
    return lines.map(CommandOutput.plain).joined(separator: "\n")
  }

  /// For programs.
  package var json: String {
    var json = JSONWriter()
    json.object { json in
      json.member("directory", directory.path.string)
      json.member("current", current?.description)
      json.member("pinned", pinned?.description)
      json.key("refused")
      SyncStatus.write(refusal, into: &json)
      json.key("generations")
      json.array { json in for row in rows { Self.write(row, into: &json) } }
    }
    return String(decoding: json.bytes, as: UTF8.self)
  }

  private static func write(_ row: Row, into json: inout JSONWriter) {
    json.object { json in
      json.member("id", row.id.description)
      json.member("fetched_at", row.record?.fetchedAt.formatted(.iso8601))
      json.key("bytes")
      if let bytes = row.record?.bytes { json.value(Int(bytes)) } else { json.null() }
      json.member("sha256", row.record?.sha256.hexadecimal)
      json.member("source", row.record?.source.summary)
      json.member("archive", row.record?.archive)
      json.member("current", row.isCurrent)
      json.member("pinned", row.isPinned)
      json.member("refused", row.isRefused)
      json.member("stale_since", row.staleSince?.formatted(.iso8601))
    }
  }

  /// Columns as wide as their widest cell; the last is left as it is.
  private static func aligned(_ rows: [[String]]) -> [String] {
    let widths = (rows.first ?? []).indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      var line = ""
      for (column, cell) in row.enumerated() {
        line += cell
        if column < row.count - 1 { line += String(repeating: " ", count: widths[column] - cell.count + 2) }
      }
      while line.hasSuffix(" ") { line.removeLast() }
      return line
    }
  }
}
