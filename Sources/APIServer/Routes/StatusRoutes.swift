internal import Hummingbird
internal import JSON
internal import ModelFormat

/// `GET /`, `/version` and `/status`: which server and which model this is.
package enum StatusRoutes {
  /// The greeting, which is served even without `--enable-api`.
  package static let greeting = Route(.get, "/", isOpen: true) { _ in .text("Hello from Rasa: \(ModelVersion.reference)") }

  package static let version = Route(.get, "/version", isOpen: true) { _ in
    var json = JSONWriter()
    json.object { json in
      json.member("version", ModelVersion.reference)
      json.member("minimum_compatible_version", ModelVersion.reference)
    }
    return .json(json)
  }

  /// Rasa's three members, and `load_failure` as long as another model should be served but does not load.
  package static func status(of current: CurrentModel) -> Route {
    Route(.get, "/status") { _ in
      let model = try current.required()
      var json = JSONWriter()
      json.object { json in
        json.member("model_file", model.fileName)
        json.member("model_id", model.modelID)
        json.member("num_active_training_jobs", 0)
        if let failure = current.value.failure { json.member("load_failure", .object(failure.json)) }
      }
      return .json(json)
    }
  }
}
