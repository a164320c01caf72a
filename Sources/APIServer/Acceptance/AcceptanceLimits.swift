/// How long acceptance tests may take.
package struct AcceptanceLimits: Sendable {
  /// All tests of a model together.
  package var duration: Duration = .seconds(120)
  /// One call of the action server or the NLG server.
  package var call: Duration = .seconds(10)

  package init() {}
}
