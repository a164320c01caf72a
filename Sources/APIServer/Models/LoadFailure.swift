package import FoundationEssentials
package import JSON

/// A model that was there but could not be loaded, while an earlier one, or none, goes on serving.
package struct LoadFailure: Sendable, Equatable {
  /// What was to be loaded: a generation or an archive.
  package let model: String
  /// The error's sentence.
  package let reason: String
  package let time: Date
  /// The acceptance tests that it failed, the first of them at least.
  package let failedTests: [AcceptanceFailure]

  package init(model: String, reason: String, time: Date, failedTests: [AcceptanceFailure] = []) {
    self.model = model
    self.reason = reason
    self.time = time
    self.failedTests = failedTests
  }

  /// As `/status` shows it.
  package var json: JSONObject {
    var json = outline
    if !failedTests.isEmpty { json["failed_tests"] = .array(failedTests.map(\.json)) }
    return json
  }

  /// As `/readyz` shows it, which everyone may ask: without a word of any message.
  package var outline: JSONObject {
    var json = JSONObject()
    json["model"] = .string(model)
    json["error"] = .string(reason)
    json["time"] = .string(time.formatted(.iso8601))
    return json
  }
}
