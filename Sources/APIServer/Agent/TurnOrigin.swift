/// What made a turn happen; a label of metrics.
package enum TurnOrigin: String, Sendable {
  case rest
  case callback
  /// An endpoint of the HTTP API.
  case api
  case reminder
}
