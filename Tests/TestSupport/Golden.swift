import Foundation
public import JSON
public import SystemPackage

/// One answer of real Rasa to `POST /model/parse`, as the recorder wrote it down.
public struct Golden: Sendable {
  public let text: String
  public let status: Int
  public let expected: JSONValue

  /// Reads a file of one JSON object a line: `{"text": …, "expected": …, "status": …}`, the status being 200 when absent.
  public static func read(_ file: FilePath) throws -> [Golden] {
    let lines = try String(contentsOfFile: file.string, encoding: .utf8).split(separator: "\n")
    return try lines.map { line in
      let row = try JSONParser.parse(String(line))
      guard let text = row["text"]?.string, let expected = row["expected"] else { throw GoldenError.malformed(file) }
      return Golden(text: text, status: row["status"]?.integer ?? 200, expected: expected)
    }
  }

  /// Asks a server for the same text and compares.
  public func compare(with port: Int, tolerance: Double) throws -> AnswerComparison {
    let answer = try HTTPCall.post("/model/parse", json: ["text": .string(text)]).send(to: port)
    var comparison = AnswerComparison(tolerance: tolerance)
    if answer.status != status { comparison.note("status", "\(status)", "\(answer.status)") }
    comparison.compare(expected, try answer.json)
    return comparison
  }
}
