import Foundation
import Shared
import Testing

@Suite("A server's report on a generation")
struct GenerationReportTests {
  private let generation = GenerationID(sequence: 7, digest: SHA256.hash(of: [1]))

  private func report(_ verdict: GenerationReport.Verdict, _ reason: String?) throws -> GenerationReport {
    GenerationReport(
      generation: generation, server: try #require(ServerName("web-1")), verdict: verdict, tests: 3, reason: reason,
      reportedAt: Date(timeIntervalSince1970: 1_800_000_000.5))
  }

  @Test("what is written is what is read")
  func roundTrip() throws {
    for report in [try report(.accepted, nil), try report(.refused, "two failed"), try report(.failed, "no memory")] {
      #expect(GenerationReport(parsing: report.text, named: "web-1.json") == report)
      #expect(GenerationReport(parsing: report.text, named: "web-2.json") == nil, "another server's file")
    }
  }

  @Test("a reason is one line of bounded length")
  func reason() throws {
    let hostile = "a\n\u{1B}[31mb\u{202E}c\u{2028}d" + String(repeating: "x", count: 5_000)
    let reason = try #require(try report(.refused, hostile).reason)
    #expect(reason.hasPrefix("a  [31mb c d"))
    #expect(reason.count == GenerationReport.maximumReasonLength)
  }

  @Test(
    "what is no report is not read as one",
    arguments: [
      "", "{", "[]", "null", "{}", #"{"generation": "g"}"#,
      #"{"generation": "../../x", "server": "web-1", "verdict": "refused", "tests": 1, "reason": "r", "reported_at": "2026-01-01T00:00:00Z"}"#,
      #"{"generation": "g", "server": "web-1", "verdict": "maybe", "tests": 1, "reason": "r", "reported_at": "2026-01-01T00:00:00Z"}"#,
      #"{"generation": "g", "server": "web-1", "verdict": "refused", "tests": "1", "reason": "r", "reported_at": "2026-01-01T00:00:00Z"}"#,
      #"{"generation": "g", "server": "web-1", "verdict": "refused", "tests": -1, "reason": "r", "reported_at": "2026-01-01T00:00:00Z"}"#,
      #"{"generation": "g", "server": "web-1", "verdict": "refused", "tests": 1, "reason": null, "reported_at": "2026-01-01T00:00:00Z"}"#,
      #"{"generation": "g", "server": "web-1", "verdict": "accepted", "tests": 1, "reason": "r", "reported_at": "2026-01-01T00:00:00Z"}"#,
      #"{"generation": "g", "server": "web-1", "verdict": "refused", "tests": 1, "reason": "r", "reported_at": "now"}"#,
      #"{"generation": ["g"], "server": "web-1", "verdict": "refused", "tests": 1, "reason": "r", "reported_at": "2026-01-01T00:00:00Z"}"#,
    ])
  func malformed(text: String) {
    #expect(GenerationReport(parsing: Array(text.utf8), named: "web-1.json") == nil)
  }

  @Test("a server's name is a plain file name, whatever its machine is called")
  func names() {
    #expect(ServerName("../x") == nil && ServerName(".x") == nil && ServerName("") == nil && ServerName("a/b") == nil)
    #expect(ServerName(host: "web-1.example", place: "5005").description == "web-1.example-5005")
    #expect(ServerName(host: "../ü/x", place: "5005").description == "___x-5005")
    for host in ["", "..", String(repeating: "x", count: 500), "a b\nc"] {
      let name = ServerName(host: host, place: "1")
      #expect(ServerName(name.description) == name, "\(name)")
    }
  }
}
