internal import Hummingbird
internal import JSON

/// The events in the body of a request.
enum EventsBody {
  /// - Throws: a bad request in Rasa's words when they are none.
  static func validated(_ request: Request, _ limits: RequestLimits) async throws -> JSONValue {
    try await request.json(upTo: limits.bodyBytes) ?? .null
  }
}
