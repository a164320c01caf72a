/// A value that is good until a moment.
package struct Expiring<Value: Sendable>: Sendable {
  package let value: Value
  /// `nil` for as long as nobody says otherwise.
  package let expiry: UTCTimestamp?

  package init(_ value: Value, until expiry: UTCTimestamp? = nil) {
    self.value = value
    self.expiry = expiry
  }
}

extension Expiring: Equatable where Value: Equatable {}
