import Foundation
public import JSON
public import SystemPackage

/// One answer of real Rasa to `POST /model/test/…`, as `Tools/ParityEvaluation` wrote it down.
public struct EvaluationGolden: Sendable {
  public let name: String
  public let call: HTTPCall
  public let status: Int
  public let expected: JSONValue
  /// Whether the request holds one story, whose actions are compared in order.
  private let isOrdered: Bool
  /// Whether messages may come in any order.
  private let isShuffled: Bool

  /// Reads a file of one JSON object a line.
  public static func read(_ file: FilePath) throws -> [EvaluationGolden] {
    let lines = try String(contentsOfFile: file.string, encoding: .utf8).split(separator: "\n")
    return try lines.map { line in
      let row = try JSONParser.parse(String(line))
      guard let name = row["name"]?.string, let path = row["path"]?.string, let body = row["body"]?.string,
        let type = row["type"]?.string, let status = row["status"]?.integer, let answer = row["answer"]
      else { throw GoldenError.malformed(file) }
      return EvaluationGolden(
        name: name, call: HTTPCall("POST", path, headers: ["Content-Type": type], body: Array(body.utf8)), status: status,
        expected: answer, isOrdered: row["ordered"]?.bool ?? false, isShuffled: row["shuffled"]?.bool ?? false)
    }
  }

  /// Sends the same to a server and compares. Where Rasa fails for want of a check, any refusal will do.
  public func compare(with port: Int, tolerance: Double) throws -> AnswerComparison {
    let answer = try call.send(to: port)
    var comparison = AnswerComparison(tolerance: tolerance)
    if status >= 500 {
      if !(400..<500).contains(answer.status) { comparison.note("status", "a refusal", "\(answer.status)") }
    } else if answer.status != status {
      comparison.note("status", "\(status)", "\(answer.status) \(answer.text)")
    } else if status < 400 {
      comparison.compare(ordered(expected), ordered(try answer.json))
    } else if let answer = try? answer.json, expected.object != nil {
      for key in ["status", "reason", "code"] { comparison.compare(expected[key] ?? .null, answer[key] ?? .null, at: key) }
    }
    return comparison
  }

  /// Rasa follows several stories in an order that depends on how many it has read before.
  private func ordered(_ answer: JSONValue) -> JSONValue {
    guard var members = answer.object else { return answer }
    if !isOrdered, let actions = members["actions"]?.array {
      members["actions"] = .array(Self.sorted(actions, by: ["action", "predicted", "policy", "confidence"]))
    }
    if isShuffled, var intents = members["intent_evaluation"]?.object {
      for key in ["predictions", "errors"] { intents[key] = .array(Self.sorted(intents[key]?.array ?? [], by: ["intent", "text"])) }
      members["intent_evaluation"] = .object(intents)
    }
    return .object(members)
  }

  private static func sorted(_ entries: [JSONValue], by keys: [String]) -> [JSONValue] {
    func place(_ entry: JSONValue) -> [String] { keys.map { (entry[$0] ?? .null).jsonText } }
    return entries.sorted { place($0).lexicographicallyPrecedes(place($1)) }
  }
}
