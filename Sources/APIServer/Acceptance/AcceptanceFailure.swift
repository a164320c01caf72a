package import JSON
package import Shared

/// A test that a model failed: where it stands, what was wanted, and what came.
package struct AcceptanceFailure: Sendable, Equatable {
  package let file: String
  package let position: YAMLPosition
  package let message: String
  package let wanted: String
  package let found: String
  /// What is wrong without a word of any message, for the log.
  package let summary: String

  /// - Parameter summary: what is wrong without a word of any message.
  package init(file: String, step: AcceptanceStep, wanted: String, found: String, summary: String) {
    (self.file, position, message) = (file, step.position, Self.cut(step.message))
    (self.wanted, self.found, self.summary) = (Self.cut(wanted), Self.cut(found), Self.cut(summary))
  }

  /// As `/status` shows it.
  package var json: JSONValue {
    var json = JSONObject()
    json["file"] = .string(file)
    json["line"] = .integer(position.line)
    json["column"] = .integer(position.column)
    json["message"] = .string(message)
    json["wanted"] = .string(wanted)
    json["found"] = .string(found)
    return .object(json)
  }

  private static let longestText = 300

  /// A status is read by people, and a model may answer at length.
  private static func cut(_ text: String) -> String { text.count <= longestText ? text : text.prefix(longestText) + "…" }
}
