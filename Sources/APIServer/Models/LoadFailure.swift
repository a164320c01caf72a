package import FoundationEssentials
package import JSON

/// A model that was there but could not be loaded, while an earlier one, or none, goes on serving.
package struct LoadFailure: Sendable, Equatable {
  /// What was to be loaded: a generation or an archive.
  package let model: String
  /// The error's sentence.
  package let reason: String
  package let time: Date

  package init(model: String, reason: String, time: Date) {
    self.model = model
    self.reason = reason
    self.time = time
  }

  /// As `/status` and `/readyz` show it.
  package var json: JSONObject {
    var json = JSONObject()
    json["model"] = .string(model)
    json["error"] = .string(reason)
    json["time"] = .string(time.formatted(.iso8601))
    return json
  }
}
