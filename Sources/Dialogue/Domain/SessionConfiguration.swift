import JSON

/// When a conversation begins anew.
public struct SessionConfiguration: Sendable {
  /// Minutes without a message of the user; sessions never end when it is not above 0.
  public let expirationMinutes: Double
  /// Whether a new session keeps the slots of the last one.
  public let carriesOverSlots: Bool

  init(_ json: JSONValue?) {
    expirationMinutes = json?["session_expiration_time"]?.double ?? 60
    carriesOverSlots = json?["carry_over_slots_to_new_session"]?.isTruthy ?? true
  }
}
