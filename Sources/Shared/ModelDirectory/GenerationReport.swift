public import FoundationEssentials
internal import JSON

/// What a server says of a generation: a file of its own in `reports/`, which it replaces whenever it has tried another one.
///
///     {"generation": "00000042-9f86d081884c", "server": "web-1-5005", "verdict": "refused", "tests": 14,
///      "reason": "2 of 14 acceptance tests failed, …", "reported_at": "2026-11-25T19:35:07Z"}
///
/// Who writes it is not to be trusted by who reads it.
public struct GenerationReport: Sendable, Equatable {
  /// What became of the generation there.
  public enum Verdict: String, Sendable, CaseIterable {
    /// It is served.
    case accepted
    /// It failed its acceptance tests: nobody should serve it.
    case refused
    /// It could not be loaded or judged, which may be the server's own trouble.
    case failed
  }

  /// A larger file is none.
  public static let maximumBytes = 16 << 10
  /// A longer reason is cut.
  public static let maximumReasonLength = 1_000

  public let generation: GenerationID
  public let server: ServerName
  public let verdict: Verdict
  /// How many acceptance tests it stood or failed.
  public let tests: Int
  /// A sentence without secrets and without a word of any message; `nil` when it is served.
  public let reason: String?
  /// In whole seconds.
  public let reportedAt: Date

  public init(generation: GenerationID, server: ServerName, verdict: Verdict, tests: Int, reason: String?, reportedAt: Date) {
    self.generation = generation
    self.server = server
    self.verdict = verdict
    self.tests = tests
    self.reason = reason.map(Self.line)
    self.reportedAt = Date(timeIntervalSince1970: reportedAt.timeIntervalSince1970.rounded(.down))
  }

  /// The name of the file that a server's reports stand in.
  public static func fileName(of server: ServerName) -> String { server.description + fileNameEnd }
  /// How the names of all reports end.
  public static let fileNameEnd = ".json"

  /// A name for a report that is being written.
  public static func temporaryName(_ number: UInt64) -> String { temporaryNameBeginning + String(number, radix: 36) }
  /// How the names of reports begin that are being written.
  public static let temporaryNameBeginning = ".new-report-"

  /// One line of bounded length, in which nothing moves a cursor or turns the direction of what follows.
  private static func line(_ text: String) -> String {
    var line = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(maximumReasonLength) {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: line.append(" ")
      default: line.append(scalar)
      }
    }
    return String(line)
  }
}

extension GenerationReport {
  /// Reads the text of a report.
  /// - Parameter name: the name of its file, which must be its server's.
  /// - Returns: `nil` when a member is missing or malformed, or the file is somebody else's.
  public init?(parsing bytes: [UInt8], named name: String) {
    guard bytes.count <= Self.maximumBytes, let json = try? JSONParser.parse(bytes),
      let generation = json["generation"]?.string.flatMap(GenerationID.init),
      let server = json["server"]?.string.flatMap(ServerName.init), Self.fileName(of: server) == name,
      let verdict = json["verdict"]?.string.flatMap(Verdict.init),
      case .integer(let tests)? = json["tests"], 0...1_000_000 ~= tests,
      let reportedAt = json["reported_at"]?.string.flatMap({ try? Date($0, strategy: .iso8601) })
    else { return nil }
    let reason: String?
    switch json["reason"] {
    case .string(let text)? where !text.isEmpty && verdict != .accepted: reason = text
    case .null? where verdict == .accepted: reason = nil
    default: return nil
    }
    self.init(generation: generation, server: server, verdict: verdict, tests: tests, reason: reason, reportedAt: reportedAt)
  }

  /// The text of a report.
  public var text: [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("generation", generation.description)
      json.member("server", server.description)
      json.member("verdict", verdict.rawValue)
      json.member("tests", tests)
      json.member("reason", reason)
      json.member("reported_at", reportedAt.formatted(.iso8601))
    }
    return json.bytes + [UInt8(ascii: "\n")]
  }
}
